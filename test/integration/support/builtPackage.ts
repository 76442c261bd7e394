import path from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';

const ROOT = path.resolve(__dirname, '../../..');

/** The package as built, loaded as n8n loads it. */
export async function loadBuiltPackage(): Promise<PackageDirectoryLoader> {
	const loader = new PackageDirectoryLoader(ROOT);
	await loader.loadAll();
	return loader;
}
