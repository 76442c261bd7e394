/** The directions in which modules may import each other. */
import { readSources } from './sources';

const sources = readSources();
const byFile = new Map(sources.map((source) => [source.file, source]));
const imports = sources.flatMap(({ file, imports }) => imports.map(({ from }) => [file, from]));

/** For each area of the project: the other areas that it may import from. */
const ALLOWED: Record<string, string[]> = {
	'nodes/shared': [],
	'nodes/BeyondPresenceTrigger': ['nodes/shared'],
	'nodes/BeyondPresencePollTrigger': ['nodes/shared'],
	'nodes/BeyondPresence': ['nodes/shared'],
	credentials: ['nodes/shared'],
	build: ['nodes'],
	'test/support': ['nodes'],
	tools: ['nodes', 'build', 'test/support'],
};

/** n8n, gulp and jest find these exports by file name. */
const FOUND_BY_FILE_NAME = /\.(node|credentials)\.ts$|\/outputSchemas\.ts$|\/(setUp|tearDown)\.ts$/;

it.each(Object.entries(ALLOWED))('%s imports only from %j and itself', (area, others) => {
	const allowed = [area, ...others];
	const forbidden = imports.filter(
		([file = '', from = '']) =>
			file.startsWith(`${area}/`) && !allowed.some((each) => from.startsWith(`${each}/`)),
	);
	expect(forbidden).toEqual([]);
});

/** The first circle found in a graph, as the path around it. */
function findCircle(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
	const done = new Set<string>();
	function visit(node: string, path: string[]): string[] | undefined {
		if (path.includes(node)) return [...path, node];
		if (done.has(node)) return undefined;
		for (const next of edges.get(node) ?? []) {
			const circle = visit(next, [...path, node]);
			if (circle) return circle;
		}
		done.add(node);
		return undefined;
	}
	for (const node of edges.keys()) {
		const circle = visit(node, []);
		if (circle) return circle;
	}
	return undefined;
}

const OWN_FILES = '(own files)';

/**
 * For each directory: which of its subdirectories import each other, each taken with everything in
 * it. The directory's own files together count as one more.
 */
function importsBetweenSubdirectories(): Map<string, Map<string, Set<string>>> {
	const graphs = new Map<string, Map<string, Set<string>>>();
	for (const [file = '', from = ''] of imports) {
		const importer = file.split('/');
		const imported = from.split('/');
		let depth = 0;
		while (importer[depth] === imported[depth]) depth++;
		const [one = '', other = ''] = [importer, imported].map((parts) =>
			depth < parts.length - 1 ? parts[depth] : OWN_FILES,
		);
		if (one === other) continue;
		const directory = importer.slice(0, depth).join('/');
		const graph = graphs.get(directory) ?? new Map<string, Set<string>>();
		graphs.set(directory, graph.set(one, (graph.get(one) ?? new Set()).add(other)));
	}
	return graphs;
}

it('files import each other in no circle', () => {
	const edges = sources.map(({ file, imports }) => {
		return [file, new Set(imports.map(({ from }) => from))] as const;
	});
	expect(findCircle(new Map(edges))).toBeUndefined();
});

it('directories import each other in no circle, at any depth', () => {
	const circles = [...importsBetweenSubdirectories()].flatMap(([directory, edges]) => {
		const circle = findCircle(edges);
		return circle ? [[directory || '.', ...circle]] : [];
	});
	expect(circles).toEqual([]);
});

it('finds a circle where there is one', () => {
	const edges = new Map([
		['a', new Set(['b'])],
		['b', new Set(['c'])],
		['c', new Set(['b'])],
	]);
	expect(findCircle(edges)).toEqual(['a', 'b', 'c', 'b']);
});

it('every export is imported somewhere', () => {
	const used = new Set(
		sources.flatMap(({ imports }) =>
			imports.flatMap(({ from, names }) =>
				(names ?? byFile.get(from)?.exports ?? []).map((name) => `${from}: ${name}`),
			),
		),
	);
	const exported = sources
		.filter(({ file }) => !FOUND_BY_FILE_NAME.test(file))
		.flatMap(({ file, exports }) => exports.map((name) => `${file}: ${name}`));
	expect(exported.filter((each) => !used.has(each))).toEqual([]);
});

/** What a reader takes in at first sight. */
const MAX_ENTRIES = 10;

it(`no directory of nodes has more than ${MAX_ENTRIES} entries`, () => {
	const entries = new Map<string, Set<string>>();
	for (const { file } of sources.filter(({ file }) => file.startsWith('nodes/'))) {
		const parts = file.split('/');
		for (let depth = 1; depth < parts.length; depth++) {
			const directory = parts.slice(0, depth).join('/');
			entries.set(directory, (entries.get(directory) ?? new Set()).add(parts[depth] ?? ''));
		}
	}
	const crowded = [...entries].filter(([, names]) => names.size > MAX_ENTRIES);
	expect(crowded.map(([directory]) => directory)).toEqual([]);
});
