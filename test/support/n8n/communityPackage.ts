import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { runNpm } from '../cli/npm';

/**
 * Installs a package's tarball where n8n's instructions for a manual installation put it.
 *
 * n8n-workflow, a peer dependency, is given by n8n itself: npm must not fetch one to go beside it.
 * Nothing is downloaded, because a community package has no dependencies.
 */
export async function installCommunityPackage(userFolder: string, tarball: string): Promise<void> {
	const folder = path.join(userFolder, '.n8n', 'nodes');
	await mkdir(folder, { recursive: true });
	await runNpm(
		[
			'install',
			path.resolve(tarball),
			'--prefix',
			folder,
			'--omit=peer',
			'--legacy-peer-deps',
			'--ignore-scripts',
			'--offline',
		],
		{ cwd: folder },
	);
}
