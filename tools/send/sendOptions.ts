import { parseArgs } from 'node:util';
import { UsageError } from '../../test/support/cli/usageError';

const EVENTS = ['test', 'call_started', 'message', 'call_ended'] as const;
export type EventName = (typeof EVENTS)[number];

/** Pause between two events unless told otherwise, in ms. */
const DEFAULT_DELAY_MS = 200;

export const USAGE = `Posts events to a webhook URL in the way Beyond Presence does.

  npm run send -- <webhook URL>                    a sample call: nine messages and the call's end
  npm run send -- <webhook URL> --event message    one event: ${EVENTS.join(', ')}
  npm run send -- <webhook URL> --file event.json  a file with one JSON object, or a list of them

  --call-id <id>   the call's id (a new one unless given)
  --delay <ms>     pause between two events, in ms (${DEFAULT_DELAY_MS} unless given)
  --help           this text

The exit status is 0 if everything was answered with 200, as Beyond Presence wants it.`;

export interface SendOptions {
	url: URL;
	event?: EventName;
	file?: string;
	callId?: string;
	delayMs: number;
}

function parseCommandLine(args: string[]) {
	try {
		return parseArgs({
			args,
			allowPositionals: true,
			options: {
				event: { type: 'string' },
				file: { type: 'string' },
				'call-id': { type: 'string' },
				delay: { type: 'string' },
				help: { type: 'boolean', short: 'h' },
			},
		});
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}

function parseUrl(text: string | undefined): URL {
	if (text === undefined) throw new UsageError('The webhook URL is missing.');
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
		throw new UsageError(`"${text}" is not a URL that starts with http:// or https://.`);
	}
	return url;
}

function parseEvent(text: string | undefined): EventName | undefined {
	if (text === undefined) return undefined;
	const event = EVENTS.find((name) => name === text);
	if (event === undefined) {
		throw new UsageError(`--event "${text}" is none of ${EVENTS.join(', ')}.`);
	}
	return event;
}

function parseDelay(text: string | undefined): number {
	if (text === undefined) return DEFAULT_DELAY_MS;
	if (!/^\d{1,6}$/.test(text)) throw new UsageError(`--delay "${text}" is not a number of ms.`);
	return Number(text);
}

/** Throws a UsageError. */
export function readSendOptions(args: string[]): SendOptions | 'help' {
	const { values, positionals } = parseCommandLine(args);
	if (values.help) return 'help';
	const [url, ...more] = positionals;
	if (more.length > 0) throw new UsageError(`There is one URL too many: "${more.join(' ')}".`);
	if (values.event !== undefined && values.file !== undefined) {
		throw new UsageError('--event and --file exclude each other.');
	}
	return {
		url: parseUrl(url),
		event: parseEvent(values.event),
		file: values.file,
		callId: values['call-id'],
		delayMs: parseDelay(values.delay),
	};
}
