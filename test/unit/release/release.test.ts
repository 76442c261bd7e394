/** What the files around a release say about each other, and what would rot unseen until then. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod/v4';
import lock from '../../../package-lock.json';
import manifest from '../../../package.json';

const ROOT = path.resolve(__dirname, '../../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

const stepSchema = z.object({
	uses: z.string().optional(),
	run: z.string().optional(),
	env: z.record(z.string(), z.string()).optional(),
	with: z.record(z.string(), z.unknown()).optional(),
});
const permissionsSchema = z.record(z.string(), z.string());
const workflowSchema = z.object({
	on: z.record(z.string(), z.unknown()),
	permissions: permissionsSchema,
	jobs: z.record(
		z.string(),
		z.object({
			needs: z.string().optional(),
			permissions: permissionsSchema.optional(),
			env: z.record(z.string(), z.string()).optional(),
			'timeout-minutes': z.number(),
			strategy: z.object({ matrix: z.object({ node: z.array(z.string()) }) }).optional(),
			steps: z.array(stepSchema),
		}),
	),
});
const workflow = (name: string) =>
	workflowSchema.parse(parse(read(`.github/workflows/${name}.yml`)));

const FILES = readdirSync(path.join(ROOT, '.github/workflows'));
const workflows = {
	'api-drift': workflow('api-drift'),
	ci: workflow('ci'),
	publish: workflow('publish'),
};
const steps = Object.entries(workflows).flatMap(([file, { jobs }]) =>
	Object.entries(jobs).flatMap(([job, { steps }]) => steps.map((step) => ({ file, job, step }))),
);
const commands = steps.flatMap(({ file, job, step }) =>
	(step.run ?? '').split('\n').map((command) => ({ file, job, command: command.trim() })),
);
const commandsOf = (file: string, job: string) =>
	commands.filter((each) => each.file === file && each.job === job).map(({ command }) => command);

describe('the workflows on GitHub', () => {
	it('are all checked here', () => {
		expect(FILES.sort()).toEqual(Object.keys(workflows).map((name) => `${name}.yml`));
	});

	const scripts = commands.flatMap(({ file, command }) =>
		[...command.matchAll(/\bnpm (?:run ([\w:]+)|(start|test))\b/g)].map(([, script, short]) => ({
			file,
			script: script ?? short,
		})),
	);

	it.each(scripts)('$file runs the script $script, which exists', ({ script }) => {
		expect(manifest.scripts).toHaveProperty([String(script)]);
	});

	it('test on the oldest Node that package.json allows and on two newer ones', () => {
		const nodes = workflows.ci.jobs.package?.strategy?.matrix.node ?? [];
		expect(manifest.engines.node).toBe(`>=${nodes[0]}`);
		expect(nodes.slice(1)).toEqual(['22', '24']);
	});

	const tools = commands.flatMap(({ file, command }) =>
		[...command.matchAll(/\bnpx tsx (\S+)/g)].map(([, tool = '']) => ({ file, tool })),
	);

	it.each(tools)('$file runs $tool, which exists', ({ tool }) => {
		expect(existsSync(path.join(ROOT, tool))).toBe(true);
	});

	it('compare the documented API with the published one once a week', () => {
		const { on } = workflows['api-drift'];
		expect(on.schedule).toEqual([{ cron: expect.stringMatching(/^\d+ \d+ \* \* [0-6]$/) }]);
		expect(tools.filter(({ file }) => file === 'api-drift')).toHaveLength(1);
	});

	it('load the tarball in the Docker image of n8n 3', () => {
		const { env, steps = [] } = workflows.ci.jobs.n8n3 ?? {};
		expect(env?.IMAGE).toMatch(/^n8nio\/n8n:3[\w.-]*$/);
		const start = steps.find(({ run }) => run?.includes('docker run'))?.run;
		expect(start).toContain('--env N8N_UNVERIFIED_PACKAGES_ENABLED=true');
		expect(start).toContain('"$IMAGE"');
		const [, check] = commandsOf('ci', 'n8n3').join('\n').split('docker run');
		expect(check).toContain('npx tsx tools/loadedNodes/main.ts');
	});

	it('run every layer on its own, and the whole as everybody runs it', () => {
		const layers = ['lint', 'typecheck', 'test:unit', 'test:integration', 'coverage'];
		expect(commandsOf('ci', 'package')).toEqual(
			expect.arrayContaining(['npm ci', ...layers.map((layer) => `npm run ${layer}`)]),
		);
		expect(commandsOf('ci', 'whole')).toContain('.ci/run');
		expect(commandsOf('publish', 'test')).toContain('.ci/run');
	});

	it("use GitHub's own actions only, at a major version", () => {
		const used = steps.flatMap(({ step }) => step.uses ?? []);
		expect(used).not.toEqual([]);
		expect(used.filter((action) => !/^actions\/[\w-]+@v\d+$/.test(action))).toEqual([]);
	});

	it('may read the code, and only the job that publishes may do more', () => {
		for (const { permissions } of Object.values(workflows)) {
			expect(permissions).toEqual({ contents: 'read' });
		}
		const jobs = Object.values(workflows).flatMap(({ jobs }) => Object.entries(jobs));
		const more = jobs.filter(([, job]) => job.permissions !== undefined);
		expect(more.map(([name, { permissions }]) => [name, permissions])).toEqual([
			['publish', { contents: 'read', 'id-token': 'write' }],
		]);
	});

	it('use one secret, the token for the first version, in the step that publishes', () => {
		const used = FILES.flatMap((file) => [
			...read(`.github/workflows/${file}`).matchAll(/\bsecrets\b.*/g),
		]);
		expect(used.map(([text]) => text)).toEqual(['secrets.NPM_TOKEN }}']);
		const [step, ...others] = steps.filter((each) => each.step.env?.NPM_TOKEN !== undefined);
		expect(step).toMatchObject({ file: 'publish', job: 'publish' });
		expect(step?.step.run).toContain('npm publish');
		expect(others).toEqual([]);
	});

	it.each([
		['api-drift', ['https://api.bey.dev/openapi.json']],
		['ci', ['http://127.0.0.1:5678/healthz/readiness', 'http://127.0.0.1:5678']],
		['publish', []],
	])('%s sends requests only where they belong', (name, urls) => {
		const text = read(`.github/workflows/${name}.yml`);
		expect(text.match(/https?:\/\/\S+/g) ?? []).toEqual(urls);
		expect(text).not.toMatch(/registry-url/i);
	});
});

describe('publishing', () => {
	const { check, test, publish } = workflows.publish.jobs;

	it('starts with a tag of a version, and goes by tag and tests before it publishes', () => {
		expect(workflows.publish.on).toEqual({ push: { tags: ['v*'] } });
		expect([check?.needs, test?.needs, publish?.needs]).toEqual([undefined, 'check', 'test']);
		expect(commandsOf('publish', 'publish').filter(Boolean)).toEqual([
			'npm ci',
			'npm run build',
			'if [ -n "$NPM_TOKEN" ]; then',
			'registry=$(npm config get registry)',
			`npm config set "\${registry#https:}:_authToken" '\${NPM_TOKEN}' --location=user`,
			'fi',
			'npm publish --provenance --access public',
		]);
	});

	it('compares the tag, which reaches the shell as a variable only, with the version', () => {
		const step = check?.steps.find(({ run }) => run !== undefined);
		expect(step?.env).toEqual({ TAG: '${{ github.ref_name }}' });
		expect(step?.run).toContain(`if [ "$TAG" != "v$version" ]`);
		expect(commands.filter(({ command }) => command.includes('${{'))).toEqual([]);
	});

	it('is prepared: CHANGELOG.md and the lock file have the version of package.json', () => {
		const [newest] = read('CHANGELOG.md').match(/^## .+$/m) ?? [];
		expect(newest).toMatch(/^## \[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/);
		expect(newest).toContain(`[${manifest.version}]`);
		expect(lock.version).toBe(manifest.version);
		expect(lock.packages[''].version).toBe(manifest.version);
	});
});

it('dependabot keeps the packages and the actions up to date, and leaves what is pinned', () => {
	const updatesSchema = z.object({
		version: z.literal(2),
		updates: z.array(
			z.object({
				'package-ecosystem': z.string(),
				directory: z.literal('/'),
				groups: z.record(z.string(), z.object({ patterns: z.array(z.string()) })),
				ignore: z.array(z.object({ 'dependency-name': z.string() })).default([]),
			}),
		),
	});
	const { updates } = updatesSchema.parse(parse(read('.github/dependabot.yml')));
	expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
	const ignored = updates.flatMap(({ ignore }) => ignore.map((each) => each['dependency-name']));
	expect(ignored).toEqual(
		expect.arrayContaining(['zod', 'n8n-core', 'n8n-workflow', '@swc/core', 'eslint']),
	);
	const names = Object.keys(manifest.devDependencies);
	const stale = ignored.filter(
		(name) => !names.some((each) => each === name || each.startsWith(name.replace('*', ''))),
	);
	expect(stale).toEqual([]);
});

describe('an issue', () => {
	const formSchema = z.object({
		name: z.string(),
		description: z.string(),
		body: z.array(
			z.object({
				type: z.enum(['markdown', 'input', 'textarea', 'dropdown']),
				id: z.string().optional(),
				validations: z.object({ required: z.boolean() }).optional(),
			}),
		),
	});
	const FOLDER = '.github/ISSUE_TEMPLATE';
	const forms = readdirSync(path.join(ROOT, FOLDER)).filter((file) => file !== 'config.yml');
	const required = (file: string) =>
		formSchema
			.parse(parse(read(`${FOLDER}/${file}`)))
			.body.filter(({ validations }) => validations?.required)
			.map(({ id }) => id);

	it('is written in a form, for a bug or for a feature', () => {
		expect(forms).toEqual(['bug.yml', 'feature.yml']);
		expect(parse(read(`${FOLDER}/config.yml`))).toEqual({ blank_issues_enabled: false });
	});

	it('about a bug asks for the versions and how n8n runs', () => {
		const needed = ['node', 'what', 'steps', 'package', 'n8n', 'mode', 'database'];
		expect(required('bug.yml')).toEqual(needed);
	});

	it('about a feature asks for its purpose', () => {
		expect(required('feature.yml')).toEqual(expect.arrayContaining(['goal', 'today']));
	});
});

it.each([
	'package-lock.json',
	'test/support/n8n/pinned/1.123.81/package-lock.json',
	'test/support/n8n/pinned/2.41.1/package-lock.json',
])('%s contains no download address', (file) => {
	expect(read(file)).not.toContain('"resolved":');
});
