import { createServer } from 'node:net';

/** n8n and everything around it listen here only. */
export const LOCALHOST = '127.0.0.1';

/** Listens for a moment: rejects with the system's error (EADDRINUSE, EACCES) if it cannot. */
async function probe(port: number): Promise<number> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, LOCALHOST, () => {
			const address = server.address();
			const taken = typeof address === 'object' && address !== null ? address.port : port;
			server.close(() => resolve(taken));
		});
	});
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
	return await probe(0);
}

export async function isFree(port: number): Promise<boolean> {
	try {
		await probe(port);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
		throw error;
	}
}

/** Throws one plain sentence if something listens on the port already. */
export async function assertFree(port: number): Promise<void> {
	if (await isFree(port)) return;
	throw new Error(
		`Port ${port} is already in use on this machine: stop what uses it, or choose another port.`,
	);
}
