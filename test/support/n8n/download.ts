import { runNpm, type NpmOptions } from '../cli/npm';
import { CommandError, CommandTimeoutError } from '../cli/runCommand';

const UNREACHABLE =
	/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network request to/;

const MINUTE_MS = 60_000;
/** npm waits without end for a download that stands still, which the next try mostly does not. */
const TRIES = 2;

/** Puts one plain sentence before what npm says. */
function explained(error: unknown, minutes: number): unknown {
	if (error instanceof CommandTimeoutError) {
		return new Error(
			`The download from the npm registry was not there after ${minutes} minutes, ${TRIES} times: check the network and start again.`,
			{ cause: error },
		);
	}
	if (!(error instanceof CommandError) || !UNREACHABLE.test(error.output)) return error;
	return new Error(
		'The npm registry cannot be reached, and this step has to download from it: check the network (or the proxy and registry that npm is set to) and start again.',
		{ cause: error },
	);
}

/**
 * Runs an npm that downloads.
 *
 * @param minutes how long one try may take
 * @throws what `runNpm` does, or an error whose message is one plain sentence where it is the network
 */
export async function download(
	args: readonly string[],
	options: NpmOptions,
	minutes: number,
): Promise<void> {
	for (let tries = 1; ; tries++) {
		try {
			await runNpm(args, { ...options, timeoutMs: minutes * MINUTE_MS });
			return;
		} catch (error) {
			if (error instanceof CommandTimeoutError && tries < TRIES) continue;
			throw explained(error, minutes);
		}
	}
}
