/** What tests measure, for the tables of `npm run test:reliability` and `npm run bench`. */
import { existsSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { z } from 'zod/v4';

/** Names the file that the rows go to, one to a line; without it they are only printed. */
export const FIGURES_VARIABLE = 'BEYOND_PRESENCE_FIGURES';

const figuresSchema = z.object({
	n8n: z.string(),
	setup: z.string(),
	/** What was done to it. */
	what: z.string(),
	result: z.string(),
});

type Figures = z.infer<typeof figuresSchema>;

export async function publish(figures: Figures): Promise<void> {
	const { n8n, setup, what, result } = figures;
	console.log(`n8n ${n8n}, ${setup}, ${what}: ${result}`);
	const file = process.env[FIGURES_VARIABLE];
	if (file) await appendFile(file, `${JSON.stringify(figures)}\n`);
}

/** What was published to that file; nothing if it is not there. */
export async function readFigures(file: string): Promise<Figures[]> {
	if (!existsSync(file)) return [];
	const lines = (await readFile(file, 'utf8')).trim().split('\n');
	return lines.map((line) => figuresSchema.parse(JSON.parse(line)));
}
