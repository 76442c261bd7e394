/**
 * Rows of the table that `npm run test:reliability` prints. It names a file in this variable, to
 * which tests add what they measured; elsewhere the figures are only printed.
 */
import { appendFile } from 'node:fs/promises';

const FIGURES_VARIABLE = 'BEYOND_PRESENCE_FIGURES';

interface Figures {
	n8n: string;
	setup: string;
	/** What was done to it. */
	what: string;
	/** In the words of the table. */
	result: string;
}

export async function publish(figures: Figures): Promise<void> {
	const { n8n, setup, what, result } = figures;
	console.log(`n8n ${n8n}, ${setup}, ${what}: ${result}`);
	const file = process.env[FIGURES_VARIABLE];
	if (file) await appendFile(file, `${JSON.stringify(figures)}\n`);
}
