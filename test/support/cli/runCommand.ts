import { spawn } from 'node:child_process';

/** How much of the end of a command's output an error quotes, in characters. */
const QUOTED_OUTPUT_CHARACTERS = 2_000;

/** A command that could not be started, ended with another status than 0, or was killed. */
export class CommandError extends Error {
	constructor(
		command: string,
		outcome: string,
		/** The end of what it wrote to stdout and stderr. */
		readonly output: string,
	) {
		super(`"${command}" ${outcome}.${output ? ` Its last words:\n${output}` : ''}`);
		this.name = 'CommandError';
	}
}

/** A command that was killed because it took too long. */
export class CommandTimeoutError extends CommandError {}

interface CommandOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** How long it may take, in ms; without end unless given. */
	timeoutMs?: number;
}

/**
 * Runs a command to its end and gives what it wrote to stdout.
 *
 * It runs in a process group of its own, which is killed when this process ends or is told to end,
 * so that neither it nor its children go on writing. Throws a CommandError, or a CommandTimeoutError.
 */
export async function runCommand(
	file: string,
	args: readonly string[],
	{ cwd, env = process.env, timeoutMs }: CommandOptions,
): Promise<string> {
	const child = spawn(file, args, {
		cwd,
		env,
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: process.platform !== 'win32',
	});
	const killGroup = () => {
		if (child.pid === undefined || child.exitCode !== null) return;
		if (process.platform === 'win32') child.kill('SIGKILL');
		else process.kill(-child.pid, 'SIGKILL');
	};
	const endOnSignal = (signal: NodeJS.Signals) => {
		killGroup();
		// Whoever else listens decides how this process ends.
		if (process.listenerCount(signal) === 1) process.exit(signal === 'SIGINT' ? 130 : 143);
	};
	process.once('exit', killGroup);
	process.on('SIGINT', endOnSignal);
	process.on('SIGTERM', endOnSignal);

	let stdout = '';
	let lastWords = '';
	const keepEnd = (text: string) => {
		lastWords = (lastWords + text).slice(-QUOTED_OUTPUT_CHARACTERS);
	};
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		stdout += text;
		keepEnd(text);
	});
	child.stderr.setEncoding('utf8').on('data', keepEnd);

	const command = [file, ...args].join(' ');
	let isLate = false;
	const kill = () => {
		isLate = true;
		killGroup();
	};
	const timer = timeoutMs === undefined ? undefined : setTimeout(kill, timeoutMs);
	try {
		await new Promise<void>((resolve, reject) => {
			child.once('error', (error) =>
				reject(new CommandError(command, `could not be started: ${error.message}`, '')),
			);
			child.once('close', (status, signal) => {
				if (status === 0) return resolve();
				if (isLate) {
					const late = `was stopped after ${timeoutMs} ms`;
					return reject(new CommandTimeoutError(command, late, lastWords.trim()));
				}
				const outcome = signal ? `was killed by ${signal}` : `ended with status ${status}`;
				reject(new CommandError(command, outcome, lastWords.trim()));
			});
		});
	} finally {
		clearTimeout(timer);
		process.off('exit', killGroup);
		process.off('SIGINT', endOnSignal);
		process.off('SIGTERM', endOnSignal);
	}
	return stdout;
}
