/** Looks into a running n8n: see `probePreload.mjs`. */
import path from 'node:path';
import { z } from 'zod/v4';
import { freePort, LOCALHOST } from './port';

export const probePreload = path.join(__dirname, 'probePreload.mjs');

export interface Probe {
	/** For the n8n that is to be looked into. */
	env: NodeJS.ProcessEnv;
	port: number;
	/** After a garbage collection, in bytes. */
	heapUsed(): Promise<number>;
	/** The keys of `Object.prototype` and others, in a fixed order. */
	onPrototypes(): Promise<string[][]>;
}

export const probeOn = (port: number): Probe => {
	const look = async (at: string): Promise<unknown> =>
		await (await fetch(`http://${LOCALHOST}:${port}${at}`)).json();
	return {
		port,
		env: { BEYOND_PRESENCE_PROBE_PORT: String(port) },
		heapUsed: async () => z.number().parse(await look('/heap')),
		onPrototypes: async () => z.array(z.array(z.string())).parse(await look('/prototypes')),
	};
};

export const startProbe = async () => probeOn(await freePort());
