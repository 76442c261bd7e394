/**
 * Runs once before all tests in a real n8n: packs the package, and starts the n8n of each version that
 * test files share when the first of them asks.
 */
import { CleanUp } from './cleanUp';
import { packForTests } from './pack';
import { serveSharedN8n } from './sharedN8n';

const cleanUp = new CleanUp();

export default async function setUp(): Promise<void> {
	await packForTests(await cleanUp.folder('pack'));
	await serveSharedN8n(cleanUp);
}

export const tearDown = async () => await cleanUp.run();
