/**
 * Runs once before all tests in a real n8n: packs the package, installs the n8n's that are missing (here,
 * so that no two workers do), and starts the one of each version that test files share when the first
 * of them asks.
 */
import { CleanUp } from './cleanUp';
import { installN8n } from './install';
import { packForTests } from './pack';
import { serveSharedN8n } from './sharedN8n';
import { VERSIONS } from './testN8n';

const cleanUp = new CleanUp();

export default async function setUp(): Promise<void> {
	await packForTests(await cleanUp.folder('pack'));
	for (const version of VERSIONS) await installN8n(version);
	await serveSharedN8n(cleanUp);
}

export const tearDown = async () => await cleanUp.run();
