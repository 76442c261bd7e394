/** Scripts of the development dependencies, run as a person would: what they print is shown. */
import { spawn } from 'node:child_process';
import path from 'node:path';

/** Where an installed package keeps a script, from the top of the checkout. */
export const scriptOf = (name: string, file: string) => path.join('node_modules', name, file);

export const JEST = scriptOf('jest', 'bin/jest.js');

/** Runs a script with this Node and returns its exit status: 1 if it was killed. */
export async function runScript(
	script: string,
	args: readonly string[],
	env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
	const child = spawn(process.execPath, [script, ...args], { stdio: 'inherit', env });
	return await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (status) => resolve(status ?? 1));
	});
}
