/** The documentation keeps its promises: files that it links exist, and commands that it names. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import manifest from '../../../package.json';

const ROOT = path.resolve(__dirname, '../../..');
const markdown = (folder: string) =>
	readdirSync(path.join(ROOT, folder))
		.filter((file) => file.endsWith('.md'))
		.map((file) => path.join(folder, file));
const PAGES = [...markdown('.'), ...markdown('docs'), ...markdown('docs/measurements')];

const read = (page: string) => readFileSync(path.join(ROOT, page), 'utf8');

/** Where a page links to inside the repository: file and, if there is one, heading. */
const links = PAGES.flatMap((page) =>
	[...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
		.map(([, target = '']) => target)
		.filter((target) => !/^[a-z]+:/.test(target))
		.map((target) => ({ page, target })),
);

/** As GitHub makes it of a heading. */
const anchorOf = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.trim()
		.replace(/\s/g, '-');

it.each(links)('$page links to $target, which exists', ({ page, target }) => {
	const [file = '', anchor] = target.split('#');
	const linked = file === '' ? page : path.join(path.dirname(page), file);
	expect(existsSync(path.join(ROOT, linked))).toBe(true);
	if (anchor === undefined) return;
	const headings = [...read(linked).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
	expect(headings.map(anchorOf)).toContain(anchor);
});

const commands = PAGES.flatMap((page) =>
	[...read(page).matchAll(/`npm (?:run ([\w:]+)|(start|test))\b/g)].map(([, script, short]) => ({
		page,
		script: script ?? short,
	})),
);

it.each(commands)('$page names the command $script, which exists', ({ script }) => {
	expect(Object.keys(manifest.scripts)).toContain(script);
});

/** Files and directories of the repository in backticks. */
const paths = PAGES.flatMap((page) =>
	[...read(page).matchAll(/`((?:build|docs|examples|nodes|test|tools)\/[\w./-]+)`/g)].map(
		([, named = '']) => ({ page, named }),
	),
);

it.each(paths)('$page names $named, which exists', ({ named }) => {
	expect(existsSync(path.join(ROOT, named))).toBe(true);
});

it('every image in docs is shown somewhere', () => {
	const shown = links.map(({ page, target }) => path.join(path.dirname(page), target));
	const images = readdirSync(path.join(ROOT, 'docs/images')).map((file) =>
		path.join('docs/images', file),
	);
	expect(images.filter((image) => !shown.includes(image))).toEqual([]);
});

const linkedFromReadme = links
	.filter(({ page }) => page === 'README.md')
	.map(({ target }) => target.split('#')[0]);

it.each([
	...markdown('docs'),
	...readdirSync(path.join(ROOT, 'examples')).map((file) => path.join('examples', file)),
])('%s is linked from the README', (file) => {
	expect(linkedFromReadme).toContain(file);
});

it.each(markdown('docs/measurements'))('%s is linked from a page', (file) => {
	const linked = links.map(({ page, target }) =>
		path.join(path.dirname(page), target.split('#')[0] ?? ''),
	);
	expect(linked).toContain(file);
});

/** Types come with what they are for. */
const dependencies = Object.keys(manifest.devDependencies).filter(
	(name) => !name.startsWith('@types/'),
);

it.each(dependencies)('CONTRIBUTING.md says why %s is there', (name) => {
	const [, table = ''] = read('CONTRIBUTING.md').split('## Dependencies, and why');
	expect(table).toContain(name);
});
