/**
 * `npm run screenshots`: takes every screenshot of the package in n8n's editor, light and dark, into
 * `reports/screenshots` (or SCREENSHOT_FOLDER), and updates those in the documentation.
 * About ten minutes on two cores. Arguments go to jest (`-- -t "poll trigger"`).
 */
import { copyFile, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { counted } from '../test/support/cli/counted';
import { JEST, runScript } from '../test/support/cli/runScript';

const IMAGES = path.join('docs', 'images');
const folder = process.env.SCREENSHOT_FOLDER ?? path.join('reports', 'screenshots');

async function takeScreenshots(): Promise<number> {
	const args = [
		...['--selectProjects', 'e2e', 'screenshots', '--runInBand'],
		...['--testPathPatterns', '(e2e/(editor|pickers)|test/screenshots/)', ...process.argv.slice(2)],
	];
	const env = { ...process.env, SCREENSHOT_FOLDER: folder };
	return await runScript(JEST, args, env);
}

/** The file names of the screenshots on the pages. */
async function shownImages(): Promise<string[]> {
	const docs = (await readdir('docs')).filter((file) => file.endsWith('.md'));
	const pages = ['README.md', ...docs.map((file) => path.join('docs', file))];
	const texts = await Promise.all(pages.map(async (page) => await readFile(page, 'utf8')));
	const found = texts.join('\n').matchAll(/\bimages\/([\w-]+\.png)\)/g);
	return [...new Set([...found].map(([, image = '']) => image))].sort();
}

/** A screenshot that was not taken this time stays as it is, and is listed. */
async function renewImages(since: number): Promise<void> {
	const left: string[] = [];
	const images = await shownImages();
	for (const image of images) {
		const taken = path.join(folder, image);
		const { mtimeMs } = await stat(taken).catch(() => ({ mtimeMs: 0 }));
		if (mtimeMs < since) left.push(image);
		else await copyFile(taken, path.join(IMAGES, image));
	}
	console.log(`\nUpdated ${counted(images.length - left.length, 'screenshot')} in ${IMAGES}.`);
	if (left.length > 0) console.log(`Not taken this time: ${left.join(', ')}`);
}

async function main(): Promise<void> {
	const start = Date.now();
	process.exitCode = await takeScreenshots();
	await renewImages(start);
}

void main();
