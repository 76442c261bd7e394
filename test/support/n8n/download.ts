import { runNpm, type NpmOptions } from '../cli/npm';
import { CommandError } from '../cli/runCommand';

const UNREACHABLE =
	/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network request to/;

const MINUTE_MS = 60_000;
/** npm waits forever for a download that stalls, which the next try mostly does not. */
const TRIES = 2;

/** Puts one plain sentence before what npm says. */
function explained(error: unknown, minutes: number): unknown {
	if (error instanceof CommandError && error.isTimeout) {
		return new Error(
			`The download from the npm registry took more than ${minutes} minutes, ${TRIES} times. Check the network and try again.`,
			{ cause: error },
		);
	}
	if (!(error instanceof CommandError) || !UNREACHABLE.test(error.output)) return error;
	return new Error(
		'The npm registry cannot be reached, and this step has to download from it. Check the network (or the proxy and registry that npm is configured with) and try again.',
		{ cause: error },
	);
}

/**
 * Runs an npm that downloads.
 *
 * @param minutes how long one try may take
 * @throws what `runNpm` does, or an error whose message is one plain sentence if the network is the reason
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
			if (error instanceof CommandError && error.isTimeout && tries < TRIES) continue;
			throw explained(error, minutes);
		}
	}
}
