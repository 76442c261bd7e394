/** Looks into a running n8n: see `probePreload.mjs`. */
import path from 'node:path';
import { z } from 'zod/v4';
import { freePort, LOCALHOST } from '../n8n/port';

export const probePreload = path.join(__dirname, 'probePreload.mjs');

const heapSchema = z.number();
const prototypesSchema = z.array(z.array(z.string()));

export interface Probe {
	/** For the n8n that is to be looked into. */
	env: NodeJS.ProcessEnv;
	/** After a garbage collection, in bytes. */
	heapUsed(): Promise<number>;
	/** The keys of `Object.prototype` and others, in a fixed order. */
	onPrototypes(): Promise<string[][]>;
}

export async function startProbe(): Promise<Probe> {
	const port = await freePort();
	const look = async (at: string): Promise<unknown> =>
		await (await fetch(`http://${LOCALHOST}:${port}${at}`)).json();
	return {
		env: { BEYOND_PRESENCE_PROBE_PORT: String(port) },
		heapUsed: async () => heapSchema.parse(await look('/heap')),
		onPrototypes: async () => prototypesSchema.parse(await look('/prototypes')),
	};
}
