/** A real n8n that can be killed and started again, on the same port and with all that it saved. */
import { rm } from 'node:fs/promises';
import type { N8nClient } from './client';
import type { N8nVersion } from './install';
import { freePort } from './port';
import { startN8n, type RunningN8n, type StartOptions } from './server';
import { prepareFirstStart, signUpOwner } from './firstStart';

export class RestartableN8n {
	private constructor(
		private readonly options: StartOptions,
		private server: RunningN8n,
		/** Its key and its cookie outlive a restart. */
		readonly client: N8nClient,
	) {}

	static async start(version: N8nVersion, env: NodeJS.ProcessEnv = {}): Promise<RestartableN8n> {
		const { tarball, installation, userFolder } = await prepareFirstStart(version);
		const options = { installation, userFolder, env, port: await freePort() };
		const server = await startN8n({ ...options, tarball });
		try {
			return new RestartableN8n(options, server, await signUpOwner(server.baseUrl));
		} catch (error) {
			await server.stop();
			await rm(userFolder, { recursive: true, force: true });
			throw error;
		}
	}

	/** As a crash would end it. */
	async kill(): Promise<void> {
		await this.server.kill();
	}

	async startAgain(): Promise<void> {
		this.server = await startN8n(this.options);
	}

	/** What it has written since it was started last. */
	async readLog(): Promise<string> {
		return await this.server.readLog();
	}

	async dispose(): Promise<void> {
		await this.server.stop();
		await rm(this.options.userFolder, { recursive: true, force: true });
	}
}
