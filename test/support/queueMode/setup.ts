/** A running n8n, in one process or in several, that a test may break. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { N8nClient } from '../n8n/client';
import type { N8nVersion } from '../n8n/install';

export interface Setup {
	readonly version: N8nVersion;
	/** As the table calls it. */
	readonly name: 'one process' | 'one process behind a proxy' | 'queue mode';
	readonly client: N8nClient;
	/** Where deliveries go. */
	readonly webhookBaseUrl: string;
	/** Stops everything and removes its folder. */
	dispose(): Promise<void>;
}

/** How long a process that was broken may take to come back, in ms. */
export const COME_BACK_MS = 180_000;

/**
 * Without it n8n 2.x needs most of a core for each ten requests a second, and the faults would
 * measure the machine.
 */
export const SWIFT: NodeJS.ProcessEnv = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };

export async function temporaryFolder(name: string): Promise<string> {
	return await mkdtemp(path.join(tmpdir(), `beyond-presence-${name}-`));
}

/** What is to be undone, last first; goes on where one step fails, and fails then. */
export class CleanUp {
	private readonly steps: Array<() => Promise<void>> = [];

	add(step: () => Promise<void>): void {
		this.steps.push(step);
	}

	removeFolder(folder: string): void {
		this.add(async () => await rm(folder, { recursive: true, force: true, maxRetries: 5 }));
	}

	async run(): Promise<void> {
		const problems: unknown[] = [];
		for (const step of this.steps.splice(0).reverse()) {
			try {
				await step();
			} catch (error) {
				problems.push(error);
			}
		}
		if (problems.length > 0) throw new AggregateError(problems, problems.map(String).join('; '));
	}
}
