/**
 * `gulp build` makes `dist`, which is what n8n loads and npm publishes: all code in one bundle (zod
 * inside, because a community package may have no dependencies), and the files that n8n looks for
 * (nodes, credentials, icons, codex files, output schemas).
 */
const { mkdir, readFile, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const esbuild = require('esbuild');
const { dest, parallel, series, src, watch } = require('gulp');

const BUNDLE = 'bundle.js';
const LICENCE_NOTICE = 'THIRD_PARTY_LICENSES.txt';

const clean = async () => await rm('dist', { recursive: true, force: true });

/** The names of the npm packages whose code went into the bundle. */
function bundledPackages(metafile) {
	const names = Object.keys(metafile.inputs)
		.map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1])
		.filter((name) => name !== undefined);
	return [...new Set(names)].sort();
}

async function licenceOf(name) {
	const folder = path.dirname(require.resolve(`${name}/package.json`));
	const { version } = require(`${name}/package.json`);
	const text = await readFile(path.join(folder, 'LICENSE'), 'utf8');
	return `${name} ${version}\n\n${text.trim()}\n`;
}

/** The class that n8n looks for in a file is named like the file. */
const className = (file) => path.basename(file).split('.')[0];

/**
 * Everything goes into one file, so that the nodes share one zod; where n8n looks for a node or a
 * credential stands a file that takes it from there.
 */
async function bundle() {
	const { nodes, credentials } = require('./package.json').n8n;
	const files = [...nodes, ...credentials];
	const sources = files.map((file) => file.replace(/^dist\//, './').replace(/\.js$/, ''));
	const result = await esbuild.build({
		stdin: {
			contents: sources.map((source) => `export * from '${source}';`).join('\n'),
			resolveDir: __dirname,
			loader: 'ts',
		},
		outfile: `dist/${BUNDLE}`,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['n8n-workflow'],
		minifySyntax: true,
		minifyWhitespace: true,
		legalComments: 'none',
		banner: { js: `/*! The licences of bundled code are in ${LICENCE_NOTICE}. */` },
		metafile: true,
	});
	const licences = await Promise.all(bundledPackages(result.metafile).map(licenceOf));
	await writeFile(`dist/${LICENCE_NOTICE}`, licences.join(`\n${'-'.repeat(72)}\n\n`));
	for (const file of files) {
		await mkdir(path.dirname(file), { recursive: true });
		const from = path.posix.relative(path.posix.dirname(file), `dist/${BUNDLE}`);
		const name = className(file);
		await writeFile(file, `exports.${name} = require('${from}').${name};\n`);
	}
}

const icons = () => src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
const codex = () => src('nodes/**/*.node.json').pipe(dest('dist/nodes'));

/** Writes the JSON schema of a node's output to the place where n8n's editor looks for it. */
async function schemas() {
	require('tsx/cjs');
	const { outputSchemas } = require('./build/outputSchemas.ts');
	for (const { file, schema } of outputSchemas()) {
		const target = path.join('dist/nodes', file);
		await mkdir(path.dirname(target), { recursive: true });
		await writeFile(target, JSON.stringify(schema, null, '\t') + '\n');
	}
}

const build = series(clean, parallel(bundle, icons, codex, schemas));

function develop() {
	watch(['nodes/**', 'credentials/**', 'icons/**'], { ignoreInitial: false }, build);
}

module.exports = { build, clean, watch: develop, default: build };
