import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { whyNoQueueMode } from '../../support/queueMode/databases';
import { startPostgres, startRedis } from '../../support/queueMode/startDatabases';

type QueueMode = typeof import('../../support/queueMode/describeInQueueMode');

const ENVIRONMENT = { ...process.env };

/** Tests of queue mode as a machine has them that has or lacks the servers. */
function onMachine(env: NodeJS.ProcessEnv): QueueMode {
	Object.assign(process.env, env);
	let queueMode: QueueMode | undefined;
	jest.isolateModules(() => {
		queueMode = jest.requireActual<QueueMode>('../../support/queueMode/describeInQueueMode');
	});
	if (!queueMode) throw new Error('The module was not loaded.');
	return queueMode;
}

const WITHOUT = { POSTGRES_BIN: '/nowhere', REDIS_SERVER: '/nowhere/redis-server' };

beforeEach(() => {
	delete process.env.CI;
});

afterEach(() => {
	process.env = { ...ENVIRONMENT };
});

test('without PostgreSQL and Redis, tests of queue mode are skipped', () => {
	expect(onMachine(WITHOUT).describeInQueueMode).toBe(describe.skip);
});

test('the reason says what is missing and how to get it', () => {
	Object.assign(process.env, WITHOUT);
	expect(whyNoQueueMode()).toMatch(/^PostgreSQL and Redis, .*apt-get install .*POSTGRES_BIN/);
});

test('with CI=true they run without PostgreSQL and Redis too, and fail', async () => {
	expect(onMachine({ ...WITHOUT, CI: 'true' }).describeInQueueMode).toBe(describe);
	await expect(startPostgres('/nowhere')).rejects.toThrow('There is no PostgreSQL');
	await expect(startRedis('/nowhere')).rejects.toThrow('There is no Redis');
});

test('with both of them they run', () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'beyond-presence-servers-'));
	try {
		for (const program of ['postgres', 'initdb', 'redis-server']) {
			writeFileSync(path.join(folder, program), '');
		}
		const both = { POSTGRES_BIN: folder, REDIS_SERVER: path.join(folder, 'redis-server') };
		expect(onMachine(both).describeInQueueMode).toBe(describe);
		expect(whyNoQueueMode()).toBeUndefined();
	} finally {
		rmSync(folder, { recursive: true });
	}
});
