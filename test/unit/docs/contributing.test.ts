/** The tables of steps in CONTRIBUTING.md: each function is declared in the file of its row. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../../..');
const GUIDE = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');

/** What the paths in the tables start from. */
const DIRECTORIES = ['nodes/BeyondPresenceTrigger', 'nodes/BeyondPresencePollTrigger', 'nodes'];

/** The names in backticks in a cell. */
const namesIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

/** The numbered rows: functions in the second column, their file in the third. */
const rows = [...GUIDE.matchAll(/^\| \d+ \| (.+?) \| (.+?) \| /gm)].flatMap(
	([, functions = '', file = '']) =>
		namesIn(functions).map((name) => ({ name, file: namesIn(file)[0] ?? '' })),
);

it.each(rows)('$name is declared in $file', ({ name, file }) => {
	const sources = DIRECTORIES.map((directory) => path.join(ROOT, directory, file))
		.filter((source) => existsSync(source))
		.map((source) => readFileSync(source, 'utf8'));
	const declaration = new RegExp(`(function|const|async) ${name.split('.').at(-1)}\\b`);
	expect(sources.filter((source) => declaration.test(source))).not.toEqual([]);
});

it('there are the steps of a call_ended and of a poll', () => {
	expect(rows.map(({ name }) => name)).toEqual(
		expect.arrayContaining(['readEvent', 'accept', 'readTop', 'emitQueued']),
	);
});
