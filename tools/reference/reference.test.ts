/** The pages and pinned items that are made from the code say what the code says now. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { REFERENCE_PAGES } from './pages';

it.each(REFERENCE_PAGES)('$file is what npm run reference writes', ({ file, text }) => {
	const written = readFileSync(path.resolve(__dirname, '../..', file), 'utf8');
	expect(file.endsWith('.json') ? JSON.stringify(JSON.parse(written)) : written).toBe(text());
});
