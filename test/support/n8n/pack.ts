import path from 'node:path';
import { z } from 'zod/v4';
import { runNpm } from '../cli/npm';
import { runCommand } from '../cli/runCommand';

const CHECKOUT = path.resolve(__dirname, '../../..');

const packedSchema = z.array(z.object({ filename: z.string() })).length(1);

/** Builds the package and gives the path of the tarball that npm would publish, put in `folder`. */
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
