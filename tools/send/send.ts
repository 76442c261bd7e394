/** `npm run send`: posts a sample call, one event or a file to a webhook URL. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { counted } from '../../test/support/cli/counted';
import { UsageError } from '../../test/support/cli/usageError';
import { deliver, explain, isDelivered, type Delivery } from '../../test/support/events/delivery';
import { newCallId } from '../../test/support/samples/sampleCall';
import { eventsInFile, SINGLE_NAMES, singleEvent, wholeCall } from './sendEvents';

/** How much of a response is shown, in characters. */
const SHOWN_CHARACTERS = 300;
const DEFAULT_DELAY_MS = 200;

const USAGE = `Posts events to a webhook URL as Beyond Presence does.

  npm run send -- <webhook URL>                    a sample call: nine messages and the end of the call
  npm run send -- <webhook URL> --event message    one event: ${SINGLE_NAMES.slice(0, -1).join(', ')},
                                                   or ${SINGLE_NAMES.at(-1)}, which also has the
                                                   start and end time, as workflows built on the
                                                   vendor's templates expect
  npm run send -- <webhook URL> --file event.json  a file with a JSON object or an array of them

  --call-id <id>   the ID of the call (default: a new one)
  --delay <ms>     pause between two events, in ms (default: ${DEFAULT_DELAY_MS})
  --help           shows this text

The exit status is 0 if every response had status 200, which Beyond Presence expects.`;

/** Throws a UsageError. */
function readOptions() {
	const text = { type: 'string' } as const;
	const help = { type: 'boolean', short: 'h' } as const;
	const options = { event: text, file: text, 'call-id': text, delay: text, help };
	try {
		return parseArgs({ allowPositionals: true, options });
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}

function parseUrl(texts: readonly string[]): URL {
	const [text = '', ...more] = texts;
	if (text === '') throw new UsageError('The webhook URL is missing.');
	if (more.length > 0) throw new UsageError(`Expected one URL, got more: "${more.join(' ')}".`);
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
		throw new UsageError(`The URL must start with http:// or https://, got "${text}".`);
	}
	return url;
}

function parseDelay(text: string | undefined): number {
	if (text === undefined) return DEFAULT_DELAY_MS;
	if (!/^\d{1,6}$/.test(text))
		throw new UsageError(`--delay must be a number of ms, got "${text}".`);
	return Number(text);
}

function describe(delivery: Delivery): string {
	if (delivery.kind === 'failed') return `no response (${delivery.code})`;
	const text = delivery.text.replace(/\s+/g, ' ').slice(0, SHOWN_CHARACTERS);
	return `${delivery.status} in ${delivery.elapsedMs} ms${text ? `  ${text}` : ''}`;
}

/** Returns the exit status. */
async function send(): Promise<number> {
	const { values, positionals } = readOptions();
	if (values.help) {
		console.log(USAGE);
		return 0;
	}
	const { event, file, 'call-id': callId = newCallId() } = values;
	const url = parseUrl(positionals);
	const delayMs = parseDelay(values.delay);
	if (event !== undefined && file !== undefined) {
		throw new UsageError('Use either --event or --file.');
	}
	const single = () => (event === undefined ? wholeCall(callId) : singleEvent(event, callId));
	const events = file === undefined ? single() : await eventsInFile(file);
	// What follows the path may be a secret.
	console.log(`Sending ${counted(events.length, 'event')} to ${url.origin}${url.pathname}`);

	const reasons = new Set<string>();
	let delivered = 0;
	for (const [index, { label, payload }] of events.entries()) {
		if (index > 0) await sleep(delayMs);
		const delivery = await deliver(url, payload);
		console.log(`  ${label}: ${describe(delivery)}`);
		if (isDelivered(delivery)) {
			delivered += 1;
			continue;
		}
		reasons.add(explain(url, delivery));
		// The next event would fail for the same reason.
		if (delivery.kind === 'failed' || delivery.status === 404) {
			const left = events.length - index - 1;
			if (left > 0) console.log(`  The other ${left} were not sent.`);
			break;
		}
	}
	console.log(`${delivered} of ${counted(events.length, 'event')} got status 200.`);
	for (const reason of reasons) console.error(reason);
	return delivered === events.length ? 0 : 1;
}

send().then(
	(status) => {
		process.exitCode = status;
	},
	(error: unknown) => {
		if (!(error instanceof UsageError)) throw error;
		console.error(`${error.message}\nSee: npm run send -- --help`);
		process.exitCode = 2;
	},
);
