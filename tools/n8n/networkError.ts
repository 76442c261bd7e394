import { CommandError } from '../runCommand';

const UNREACHABLE =
	/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network request to/;

/** Puts one plain sentence before what npm says when it could not reach the registry. */
export async function explainNetwork<T>(npmRun: Promise<T>): Promise<T> {
	try {
		return await npmRun;
	} catch (error) {
		if (!(error instanceof CommandError) || !UNREACHABLE.test(error.output)) throw error;
		throw new Error(
			'The npm registry cannot be reached, and this step has to download from it: check the network (or the proxy and registry that npm is set to) and start again.',
			{ cause: error },
		);
	}
}
