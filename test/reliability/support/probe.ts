/** Looks into a running n8n: see `probePreload.mjs`. */
import path from 'node:path';
import { z } from 'zod/v4';
import { freePort, LOCALHOST } from '../../../tools/n8n/port';

export const probePreload = path.join(__dirname, 'probePreload.mjs');

const stateSchema = z.object({
	/** After a garbage collection, in bytes. */
	heapUsed: z.number(),
	/** The keys of `Object.prototype` and others, in a fixed order. */
	onPrototypes: z.array(z.array(z.string())),
});
export type ProbedState = z.infer<typeof stateSchema>;

export interface Probe {
	/** For the n8n that is to be looked into. */
	env: NodeJS.ProcessEnv;
	look(): Promise<ProbedState>;
}

export async function startProbe(): Promise<Probe> {
	const port = await freePort();
	return {
		env: { BEYOND_PRESENCE_PROBE_PORT: String(port) },
		look: async () => {
			const response = await fetch(`http://${LOCALHOST}:${port}/`);
			return stateSchema.parse(await response.json());
		},
	};
}
