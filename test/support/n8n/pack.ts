import path from 'node:path';
import { z } from 'zod/v4';
import { runNpm } from '../cli/npm';
import { runCommand } from '../cli/runCommand';

/** Where the environment names the tarball that jest's set-up made. */
const TARBALL_VARIABLE = 'BEYOND_PRESENCE_TARBALL';

const CHECKOUT = path.resolve(__dirname, '../../..');

const packedSchema = z.array(z.object({ filename: z.string() })).length(1);

/** Builds the package, puts the tarball that npm would publish in `folder`, and returns its path. */
export async function packPackage(folder: string): Promise<string> {
	const gulp = path.join(CHECKOUT, 'node_modules', 'gulp', 'bin', 'gulp.js');
	await runCommand(process.execPath, [gulp, 'build'], { cwd: CHECKOUT });
	const output = await runNpm(
		['pack', '--json', '--ignore-scripts', '--pack-destination', path.resolve(folder)],
		{ cwd: CHECKOUT },
	);
	const [packed] = packedSchema.parse(JSON.parse(output));
	return path.join(path.resolve(folder), packed?.filename ?? '');
}

/** Packs for all tests of this process and its workers. */
export async function packForTests(folder: string): Promise<void> {
	process.env[TARBALL_VARIABLE] = await packPackage(folder);
}

/** The tarball of `packForTests`. */
export function packedPackage(): string {
	const tarball = process.env[TARBALL_VARIABLE];
	if (!tarball) throw new Error("There is no packed package: jest's set-up makes it.");
	return tarball;
}
