/** Rows of the table that `npm run test:reliability` prints. */
import { appendFile } from 'node:fs/promises';
import { z } from 'zod/v4';

/** Names the file that the rows go to, one to a line; without it they are only printed. */
export const FIGURES_VARIABLE = 'BEYOND_PRESENCE_FIGURES';

export const figuresSchema = z.object({
	n8n: z.string(),
	setup: z.string(),
	/** What was done to it. */
	what: z.string(),
	result: z.string(),
});

export async function publish(figures: z.infer<typeof figuresSchema>): Promise<void> {
	const { n8n, setup, what, result } = figures;
	console.log(`n8n ${n8n}, ${setup}, ${what}: ${result}`);
	const file = process.env[FIGURES_VARIABLE];
	if (file) await appendFile(file, `${JSON.stringify(figures)}\n`);
}
