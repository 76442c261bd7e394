/** A real n8n that can be killed and started again, on the same port and with all that it saved. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { N8nClient } from '../../../tools/n8n/client';
import { installN8n, type N8nVersion } from '../../../tools/n8n/install';
import { freePort } from '../../../tools/n8n/port';
import { startN8n, type RunningN8n, type StartOptions } from '../../../tools/n8n/server';
import { consoleReport } from '../../../tools/report';
import { TARBALL_VARIABLE } from './setUp';

export class RestartableN8n {
	private constructor(
		private readonly options: StartOptions,
		private server: RunningN8n,
		/** Its key and its cookie outlive a restart. */
		readonly client: N8nClient,
	) {}

	static async start(version: N8nVersion, env: NodeJS.ProcessEnv = {}): Promise<RestartableN8n> {
		const tarball = process.env[TARBALL_VARIABLE];
		if (!tarball) throw new Error('There is no packed package: jest runs its set-up first.');
		const installation = await installN8n(version, consoleReport);
		const userFolder = await mkdtemp(path.join(tmpdir(), `beyond-presence-n8n-${version}-`));
		const options = { installation, userFolder, env, port: await freePort() };
		const server = await startN8n({ ...options, tarball });
		try {
			const owner = {
				email: 'owner@example.com',
				password: `Aa1${randomBytes(12).toString('hex')}`,
			};
			return new RestartableN8n(options, server, await N8nClient.setUp(server.baseUrl, owner));
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
