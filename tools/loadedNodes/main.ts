/**
 * Checks that a new n8n, without an owner yet, has loaded every node and credential of this package:
 * `npx tsx tools/loadedNodes/main.ts <base URL>`. Exits with 1 if one is missing.
 */
import path from 'node:path';
import { z } from 'zod/v4';
import manifest from '../../package.json';
import { exitWith } from '../../test/support/cli/exitWith';
import { requestJson } from '../../test/support/n8n/http';
import { cookieHeader, setUpOwner } from '../../test/support/n8n/session';

const OWNER = { email: 'owner@example.com', password: 'Throw-away-1' };

const typesSchema = z.array(z.object({ name: z.string() }));

/** `dist/nodes/BeyondPresence/BeyondPresence.node.js` has the type `beyondPresence`. */
const typeOf = (file: string): string => {
	const [className = ''] = path.basename(file).split('.');
	return className.charAt(0).toLowerCase() + className.slice(1);
};

async function main([baseUrl]: string[]): Promise<number> {
	if (baseUrl === undefined) throw new Error('Name the base URL of an n8n.');
	const headers = cookieHeader(await setUpOwner(baseUrl, OWNER));
	/** The types that n8n offers its editor. */
	const offered = async (kind: 'nodes' | 'credentials') => {
		const url = `${baseUrl}/types/${kind}.json`;
		const { json } = await requestJson({ method: 'GET', url, headers });
		return new Set(typesSchema.parse(json).map(({ name }) => name));
	};
	const [nodes, credentials] = [await offered('nodes'), await offered('credentials')];
	const missing = [
		...manifest.n8n.nodes
			.map((file) => `${manifest.name}.${typeOf(file)}`)
			.filter((name) => !nodes.has(name)),
		...manifest.n8n.credentials.map(typeOf).filter((name) => !credentials.has(name)),
	];
	const report =
		missing.length === 0
			? `n8n has loaded all nodes and credentials of ${manifest.name} ${manifest.version}.`
			: `n8n hasn't loaded: ${missing.join(', ')}. It has ${nodes.size} nodes.`;
	process.stdout.write(`${report}\n`);
	return missing.length === 0 ? 0 : 1;
}

exitWith(main(process.argv.slice(2)));
