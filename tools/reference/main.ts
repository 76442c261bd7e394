/** `npm run reference`: writes the pages of `docs/` that are made from the code, and the items pinned in `examples/`. */
import { writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { REFERENCE_PAGES } from './pages';

async function main(): Promise<void> {
	for (const { file, text } of REFERENCE_PAGES) {
		const style = { ...(await resolveConfig(file)), filepath: file };
		await writeFile(file, file.endsWith('.json') ? await format(text(), style) : text());
		console.log(`Wrote ${file}.`);
	}
}

void main();
