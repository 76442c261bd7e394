/** Which way imports may go, and that everything that is offered is taken. */
import { readSources } from './sources';

const sources = readSources();
const byFile = new Map(sources.map((source) => [source.file, source]));

/** Each room may import from itself and from the rooms named here. */
const ROOMS: Record<string, string[]> = {
	'nodes/shared/': [],
	'nodes/BeyondPresenceTrigger/': ['nodes/shared/'],
	'nodes/BeyondPresencePollTrigger/': ['nodes/BeyondPresenceTrigger/', 'nodes/shared/'],
	'nodes/BeyondPresence/': ['nodes/BeyondPresenceTrigger/', 'nodes/shared/'],
	'credentials/': ['nodes/BeyondPresenceTrigger/', 'nodes/shared/'],
	'tools/': ['nodes/', 'test/standIn/'],
};

/** n8n, gulp and jest take what these export by the name of the file. */
const TAKEN_BY_NAME = /\.(node|credentials)\.ts$|\/outputSchemas\.ts$|\/(setUp|tearDown)\.ts$/;

it.each(Object.entries(ROOMS))('%s imports only from below', (room, below) => {
	const allowed = [room, ...below];
	const wrong = sources
		.filter(({ file }) => file.startsWith(room))
		.flatMap(({ file, imports }) => imports.map(({ from }) => [file, from] as const))
		.filter(([, from]) => !allowed.some((prefix) => from.startsWith(prefix)));
	expect(wrong).toEqual([]);
});

/** The first circle that is found from a file on, as the way there. */
function circleFrom(file: string, way: string[], done: Set<string>): string[] | undefined {
	if (way.includes(file)) return [...way, file];
	if (done.has(file)) return undefined;
	for (const { from } of byFile.get(file)?.imports ?? []) {
		const circle = circleFrom(from, [...way, file], done);
		if (circle) return circle;
	}
	done.add(file);
	return undefined;
}

it('imports go in no circle', () => {
	const done = new Set<string>();
	const circles = sources.map(({ file }) => circleFrom(file, [], done)).filter((each) => each);
	expect(circles).toEqual([]);
});

it('whatever is exported is imported somewhere', () => {
	const taken = new Set(
		sources.flatMap(({ imports }) =>
			imports.flatMap(({ from, names }) =>
				(names ?? byFile.get(from)?.exports ?? []).map((name) => `${from}: ${name}`),
			),
		),
	);
	const offered = sources
		.filter(({ file }) => !TAKEN_BY_NAME.test(file))
		.flatMap(({ file, exports }) => exports.map((name) => `${file}: ${name}`));
	expect(offered.filter((each) => !taken.has(each))).toEqual([]);
});
