import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CompactOperation } from './compact';

/**
 * The committed snapshot of the documented API, by operation. Calls have their current names, and the
 * usage is written after its page; a type `elevenlabs` of external APIs is documented without fields.
 */
export const readDocumented = (): Record<string, CompactOperation> =>
	JSON.parse(readFileSync(path.join(__dirname, 'documented.json'), 'utf8'));
