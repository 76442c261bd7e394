import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { longStep } from '../cli/report';
import { cached } from './cache';
import { download } from './download';

/** n8n 2.41 needs at least this major version and n8n 1.123 at most this one. */
const NODE_MAJOR = 24;
/** What is fetched where the Node that runs this is another one. */
const PINNED_NODE = '24.21.0';

/** For 60 MB. */
const MOST_MINUTES = 10;

const PLATFORM_NAMES: Partial<Record<NodeJS.Platform, string>> = { win32: 'win' };

/**
 * The Node that runs n8n: this process's own if it fits, otherwise one from the npm registry, where
 * the Node project publishes each platform's binary and headers as a package.
 */
export async function nodeForN8n(): Promise<string> {
	if (Number(process.versions.node.split('.')[0]) === NODE_MAJOR) return process.execPath;
	const platform = PLATFORM_NAMES[process.platform] ?? process.platform;
	const name = `node-${platform}-${process.arch}`;
	const folder = await cached(`${name}-${PINNED_NODE}`, async (target) => {
		await longStep(
			`Fetching Node ${PINNED_NODE}, because n8n does not run on Node ${process.versions.node}`,
			'10 to 30 seconds',
			async () => {
				await writeFile(path.join(target, 'package.json'), '{"private":true}\n');
				const wanted = `${name}@${PINNED_NODE}`;
				const args = ['install', '--ignore-scripts', '--no-save', wanted];
				await download(args, { cwd: target }, MOST_MINUTES);
			},
		);
	});
	const binary = process.platform === 'win32' ? 'node.exe' : 'node';
	return path.join(folder, 'node_modules', name, 'bin', binary);
}
