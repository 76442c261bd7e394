/**
 * Compares the committed snapshot of the documented API with the published OpenAPI document:
 * `npx tsx tools/apiDrift/main.ts <file or URL>`. Exits with 1 if they differ.
 */
import { readFile } from 'node:fs/promises';
import { exitWith } from '../../test/support/cli/exitWith';
import { compactDocument } from '../../test/support/fakeApi/compact';
import { readDocumented } from '../../test/support/fakeApi/documented';
import { differences } from './differences';

async function read(source: string): Promise<unknown> {
	if (!/^https?:/.test(source)) return JSON.parse(await readFile(source, 'utf8'));
	const response = await fetch(source);
	if (!response.ok) throw new Error(`${source} responded with ${response.status}`);
	return await response.json();
}

async function main([source]: string[]): Promise<number> {
	if (source === undefined) throw new Error('Name the file or URL of an OpenAPI document.');
	const found = differences(readDocumented(), compactDocument(await read(source)));
	const report = found.length === 0 ? ['The snapshot is up to date.'] : found;
	process.stdout.write(`${report.join('\n')}\n`);
	return found.length === 0 ? 0 : 1;
}

exitWith(main(process.argv.slice(2)));
