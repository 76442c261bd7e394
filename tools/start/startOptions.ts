import { parseArgs } from 'node:util';
import { UsageError } from '../../test/support/cli/usageError';

export const USAGE = `Starts a throw-away n8n on this machine with this package and a live demo workflow, sends
it a sample call, shows the items that come out, and stays up until Ctrl-C.

  npm start                      as above
  npm start -- --once            stops after the sample call; exit status 0 only if all items came
  npm start -- --port 5680       listens on this port (5678 if it is free, else any free one)
  npm start -- --help            this text`;

export interface StartOptions {
	once: boolean;
	/** Undefined where any will do. */
	port?: number;
}

const LAST_PORT = 65_535;

function parsePort(text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
	if (port < 1 || port > LAST_PORT) {
		throw new UsageError(`--port "${text}" is not a port number from 1 to ${LAST_PORT}.`);
	}
	return port;
}

/** Throws a UsageError. */
export function readStartOptions(args: string[]): StartOptions | 'help' {
	let values;
	try {
		({ values } = parseArgs({
			args,
			options: {
				once: { type: 'boolean', default: false },
				port: { type: 'string' },
				help: { type: 'boolean', short: 'h', default: false },
			},
		}));
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
	if (values.help) return 'help';
	return { once: values.once, port: parsePort(values.port) };
}
