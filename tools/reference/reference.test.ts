/** The pages that are made from the code say what the code says now. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { REFERENCE_PAGES } from './pages';

it.each(REFERENCE_PAGES)('$file is what npm run reference writes', ({ file, text }) => {
	expect(readFileSync(path.resolve(__dirname, '../..', file), 'utf8')).toBe(text());
});
