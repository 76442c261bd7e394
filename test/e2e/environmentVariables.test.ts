/** Each variable that the pages for administrators name is one that n8n reads. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { installN8n, type N8nVersion } from '../support/n8n/install';
import { N8N_START_TIMEOUT_MS } from '../support/n8n/testN8n';

const PAGES = ['scaling', 'delivery', 'performance', 'security'].map((page) =>
	readFileSync(path.resolve(__dirname, `../../docs/${page}.md`), 'utf8'),
);

/** In a sentence or a table, and in the environment of the example. */
const namedIn = (page: string) =>
	[
		...page.matchAll(/`((?:N8N|DB|QUEUE|EXECUTIONS|WEBHOOK)_[A-Z0-9_]+)/g),
		...page.matchAll(/^ +((?:N8N|DB|QUEUE|EXECUTIONS|WEBHOOK)_[A-Z0-9_]+):/gm),
	].map(([, name = '']) => name);

const named = new Set(PAGES.flatMap(namedIn));

/** Where n8n's own code is, below node_modules. */
const CODE = ['n8n/dist', 'n8n-core/dist', '@n8n/config/dist'];

async function codeOf(version: N8nVersion): Promise<string> {
	const { folder } = await installN8n(version);
	return CODE.flatMap((part) => {
		const root = path.join(folder, 'node_modules', part);
		return readdirSync(root, { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.js'))
			.map((file) => readFileSync(path.join(root, file), 'utf8'));
	}).join('\n');
}

it.each([
	{ version: '2.41.1' as const, unknown: [] },
	{
		version: '1.123.81' as const,
		unknown: [
			'DB_RECOVERY_BACKOFF_MAX_MS',
			'DB_RECOVERY_BACKOFF_MIN_MS',
			'N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE',
			'N8N_POLLER_DURABLE_CURSORS_ENABLED',
			'N8N_SCHEDULER_ENABLED',
			'N8N_SCHEDULER_POLL_TRIGGERS_ENABLED',
			'N8N_USE_WORKFLOW_PUBLICATION_SERVICE',
			'N8N_WEBHOOK_URL',
		],
	},
])(
	'n8n $version reads every variable that the pages do not keep for the other version',
	async ({ version, unknown }) => {
		const code = await codeOf(version);
		const isRead = (name: string) =>
			code.includes(`'${name}'`) || new RegExp(`process\\.env\\.${name}\\b`).test(code);
		const missing = [...named].filter((name) => !isRead(name));
		expect(missing.sort()).toEqual(unknown);
		for (const page of PAGES) {
			const lines = page.split('\n').filter((line) => line.includes('2.41.1'));
			for (const name of unknown.filter((name) => namedIn(page).includes(name)))
				expect(lines).toContainEqual(expect.stringContaining(name));
		}
	},
	N8N_START_TIMEOUT_MS,
);

it('the pages name more than thirty variables', () => {
	expect(named.size).toBeGreaterThan(30);
});
