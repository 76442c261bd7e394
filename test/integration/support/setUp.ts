/** Runs once before all integration tests: builds the package that they load. */
import path from 'node:path';
import { runCommand } from '../../support/cli/runCommand';

const ROOT = path.resolve(__dirname, '../../..');

export default async function setUp(): Promise<void> {
	// n8n-core writes its log to the console otherwise.
	process.env.N8N_LOG_LEVEL = 'silent';
	const gulp = path.join(ROOT, 'node_modules/gulp/bin/gulp.js');
	await runCommand(process.execPath, [gulp, 'build'], { cwd: ROOT });
}
