/** `npm run reference`: writes the pages of `docs/` that are made from the code. */
import { writeFile } from 'node:fs/promises';
import { REFERENCE_PAGES } from './pages';

async function main(): Promise<void> {
	for (const { file, text } of REFERENCE_PAGES) {
		await writeFile(file, text());
		console.log(`Wrote ${file}.`);
	}
}

void main();
