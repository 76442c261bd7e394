import { execFile } from 'node:child_process';

/** How much of the end of a command's output an error quotes, in characters. */
const QUOTED_OUTPUT_CHARACTERS = 2_000;
const MOST_OUTPUT_BYTES = 64 * 1024 * 1024;

/** A command that could not be started, ended with another status than 0, or was killed. */
export class CommandError extends Error {
	constructor(
		command: string,
		/** The end of what it wrote to stdout and stderr. */
		readonly output: string,
		readonly isTimeout: boolean,
	) {
		super(`"${command}" ${isTimeout ? 'took too long' : 'failed'}. Its last output:\n${output}`);
		this.name = 'CommandError';
	}
}

interface CommandOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** After that many ms it is killed; never unless given. */
	timeoutMs?: number;
}

/** Runs a command to its end and returns what it wrote to stdout. Throws a CommandError. */
export async function runCommand(
	file: string,
	args: readonly string[],
	{ cwd, env, timeoutMs }: CommandOptions,
): Promise<string> {
	const limits = {
		timeout: timeoutMs,
		killSignal: 'SIGKILL',
		maxBuffer: MOST_OUTPUT_BYTES,
	} as const;
	return await new Promise((resolve, reject) => {
		execFile(file, args, { cwd, env, ...limits }, (error, stdout, stderr) => {
			if (!error) return resolve(stdout);
			const command = [file, ...args].join(' ');
			const output = (stdout + stderr || error.message).slice(-QUOTED_OUTPUT_CHARACTERS).trim();
			reject(new CommandError(command, output, error.killed === true));
		});
	});
}
