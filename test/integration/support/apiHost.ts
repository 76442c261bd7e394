/** One fake API and the built package for the tests of a file. */
import type { PackageDirectoryLoader } from 'n8n-core';
import type { INodeExecutionData, INodeParameters, ITaskData } from 'n8n-workflow';
import { startFakeApi, type FakeApi } from '../../support/fakeApi/server';
import { defaultSettings } from '../../support/fakeApi/settings';
import { loadBuiltPackage } from './builtPackage';
import { itemsOf, runNode, type RunOptions } from './runNode';

interface Parts {
	fakeApi: FakeApi;
	loader: PackageDirectoryLoader;
}

export class Bench {
	private parts?: Parts;

	/** Set up before the tests of a file, emptied between them, and gone after them. */
	static forTests(): Bench {
		const bench = new Bench();
		beforeAll(async () => {
			bench.parts = { fakeApi: await startFakeApi(), loader: await loadBuiltPackage() };
		});
		beforeEach(() => bench.reset());
		afterAll(async () => await bench.parts?.fakeApi.stop());
		return bench;
	}

	private get ready(): Parts {
		if (!this.parts) throw new Error('The bench is there only while tests run.');
		return this.parts;
	}

	get fakeApi(): FakeApi {
		return this.ready.fakeApi;
	}

	get loader(): PackageDirectoryLoader {
		return this.ready.loader;
	}

	/** No objects, no trouble, no requests, default settings. */
	private reset(): void {
		const { store, faults, requests, settings } = this.fakeApi;
		Object.assign(settings, defaultSettings());
		for (const objects of Object.values(store)) objects.clear();
		faults.clear();
		requests.length = 0;
	}

	get host(): Pick<RunOptions, 'loader' | 'credentials'> {
		const { apiKey, url } = this.fakeApi;
		return { loader: this.loader, credentials: { apiKey, baseUrl: url } };
	}

	/** Runs an operation, for one empty item unless told otherwise. */
	async run(
		parameters: INodeParameters,
		options: Partial<Omit<RunOptions, 'parameters'>> = {},
	): Promise<ITaskData> {
		return await runNode({ ...this.host, ...options, parameters });
	}

	/** The JSON of the items that an operation returns. */
	async output(parameters: INodeParameters, input?: INodeExecutionData[]) {
		const items = await itemsOf({ ...this.host, parameters, input });
		return items.map(({ json }) => json);
	}

	/** What was asked of the API, in short: `GET /v1/agents`. */
	get asked(): string[] {
		return this.fakeApi.requests.map(({ method, path }) => `${method} ${path}`);
	}
}
