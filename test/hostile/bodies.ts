/** Bodies that no honest sender makes, each made when it is sent. */
import { deflateSync, gzipSync } from 'node:zlib';
import { capturedMessage, documentedCallEnded } from '../support/samples/payloads';

export const MB = 1024 * 1024;

export const message = JSON.stringify(capturedMessage);

/** A valid message with further JSON inside, given as text. */
export const messageWith = (json: string) => `${message.slice(0, -1)},${json}}`;

export const deepList = (depth: number) =>
	messageWith(`"deep":${'['.repeat(depth)}${']'.repeat(depth)}`);

export const deepObject = (depth: number) =>
	messageWith(`"deep":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);

export const manyKeys = (count: number) => {
	const keys = Array.from({ length: count }, (_, index) => `"k${index}":0`);
	return messageWith(`"many":{${keys.join()}}`);
};

/** Of exactly that many bytes. */
export const ofSize = (bytes: number) => {
	const frame = messageWith('"filler":""').length;
	return messageWith(`"filler":"${'x'.repeat(Math.floor(bytes) - frame)}"`);
};

export const manyMessages = (count: number) =>
	JSON.stringify({
		...documentedCallEnded,
		messages: Array.from({ length: count }, () => capturedMessage.message),
	});

/** What a list of messages may hold instead, each in two bytes. */
export const oddMessages = (count: number) =>
	JSON.stringify({ ...documentedCallEnded, messages: Array<number>(count).fill(1) });

/** A call whose text and duration begin like something that regular expressions look for. */
export const longRuns = (length: number) =>
	JSON.stringify({
		...documentedCallEnded,
		evaluation: { duration_minutes: `1${'0'.repeat(length)}1` },
		messages: [{ ...capturedMessage.message, message: `a${' '.repeat(length)}b\nc` }],
	});

export const gzipped = () => gzipSync(message);
export const deflated = () => deflateSync(message);
export const corruptGzip = () => {
	const bytes = gzipSync(message);
	bytes.fill(0xff, bytes.length / 2);
	return bytes;
};
/** Some kB that become 64 MB. */
export const gzipBomb = () => gzipSync(ofSize(64 * MB));

/** The message with bytes in place of its text. */
export const withTextBytes = (...bytes: number[]) => {
	const [before = '', after = ''] = message.split(capturedMessage.message.message);
	return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
};

/** Ten entities, each ten times the one before. */
export const billionLaughs = () => {
	const entities = Array.from(
		{ length: 10 },
		(_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
	);
	return `<!DOCTYPE x [<!ENTITY l0 "ha">${entities.join('')}]><event_type>&l10;</event_type>`;
};
