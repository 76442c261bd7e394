import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What is to be undone, last first. */
export class CleanUp {
	private readonly steps: Array<() => Promise<void>> = [];

	add(step: () => Promise<void>): void {
		this.steps.push(step);
	}

	/** Makes a temporary folder, which is removed with everything in it. */
	async folder(name: string): Promise<string> {
		const folder = await mkdtemp(path.join(tmpdir(), `beyond-presence-${name}-`));
		this.add(async () => await rm(folder, { recursive: true, force: true, maxRetries: 5 }));
		return folder;
	}

	/** Goes on after a step that fails, and rejects then. */
	async run(): Promise<void> {
		const problems: unknown[] = [];
		for (const step of this.steps.splice(0).reverse()) {
			await step().catch((error: unknown) => problems.push(error));
		}
		if (problems.length > 0) throw new AggregateError(problems, problems.map(String).join('; '));
	}
}

/** Does `work`, and cleans up if it fails; otherwise its result has to. */
export async function orCleanUp<T>(work: (cleanUp: CleanUp) => Promise<T>): Promise<T> {
	const cleanUp = new CleanUp();
	try {
		return await work(cleanUp);
	} catch (error) {
		await cleanUp.run();
		throw error;
	}
}
