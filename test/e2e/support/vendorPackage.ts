/**
 * A package of the name and shape of the vendor's own one (n8n-nodes-beyondpresence 0.4.0), written
 * for this test: a node and a credential type of the same names as ours, the credential without a
 * base URL.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runNpm } from '../../support/cli/npm';

const NAME = 'n8n-nodes-beyondpresence';
const VERSION = '0.4.0';

const FILES: Record<string, string> = {
	'package.json': JSON.stringify({
		name: NAME,
		version: VERSION,
		keywords: ['n8n-community-node-package'],
		n8n: {
			n8nNodesApiVersion: 1,
			nodes: ['dist/nodes/BeyondPresence.node.js'],
			credentials: ['dist/credentials/BeyondPresenceApi.credentials.js'],
		},
	}),
	'dist/credentials/BeyondPresenceApi.credentials.js': `
class BeyondPresenceApi {
	name = 'beyondPresenceApi';
	displayName = 'Beyond Presence API';
	properties = [
		{ displayName: 'API Key', name: 'apiKey', type: 'string', typeOptions: { password: true }, default: '' },
	];
	authenticate = { type: 'generic', properties: { headers: { 'x-api-key': '={{$credentials.apiKey}}' } } };
}
exports.BeyondPresenceApi = BeyondPresenceApi;
`,
	'dist/nodes/BeyondPresence.node.js': `
class BeyondPresence {
	description = {
		displayName: 'Beyond Presence',
		name: 'beyondPresence',
		group: ['transform'],
		version: 1,
		description: 'Gets an agent',
		defaults: { name: 'Beyond Presence' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'beyondPresenceApi', required: true }],
		properties: [{ displayName: 'Agent ID', name: 'agentId', type: 'string', default: '' }],
	};
	async execute() {
		const agentId = this.getNodeParameter('agentId', 0);
		const options = { url: 'https://api.bey.dev/v1/agents/' + agentId, json: true };
		const json = await this.helpers.httpRequestWithAuthentication.call(this, 'beyondPresenceApi', options);
		return [[{ json }]];
	}
}
exports.BeyondPresence = BeyondPresence;
`,
};

/** Writes and packs it in that folder, and gives the tarball's path. */
export async function packVendorPackage(folder: string): Promise<string> {
	for (const [file, text] of Object.entries(FILES)) {
		await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
		await writeFile(path.join(folder, file), text);
	}
	await runNpm(['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: folder });
	return path.join(folder, `${NAME}-${VERSION}.tgz`);
}
