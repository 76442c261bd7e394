/** Where this machine keeps the servers that n8n's queue mode needs. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Debian's packages, one folder for each major version; not on the PATH. */
const DEBIAN_POSTGRES = '/usr/lib/postgresql';

/** Folders with programs. */
const onPath = () => (process.env.PATH ?? '').split(path.delimiter).filter((each) => each !== '');

function debianPostgres(): string[] {
	if (!existsSync(DEBIAN_POSTGRES)) return [];
	const newestFirst = readdirSync(DEBIAN_POSTGRES).sort((a, b) => Number(b) - Number(a));
	return newestFirst.map((version) => path.join(DEBIAN_POSTGRES, version, 'bin'));
}

/** The folder of `postgres` and `initdb`, or undefined if there are none. POSTGRES_BIN decides alone. */
export function findPostgres(): string | undefined {
	const { POSTGRES_BIN } = process.env;
	const folders = POSTGRES_BIN ? [POSTGRES_BIN] : [...debianPostgres(), ...onPath()];
	return folders.find((folder) =>
		['postgres', 'initdb'].every((program) => existsSync(path.join(folder, program))),
	);
}

/** The path of `redis-server`, or undefined if there is none. REDIS_SERVER decides alone. */
export function findRedis(): string | undefined {
	const { REDIS_SERVER } = process.env;
	const candidates = onPath().map((folder) => path.join(folder, 'redis-server'));
	return (REDIS_SERVER ? [REDIS_SERVER] : candidates).find((file) => existsSync(file));
}

/** Why n8n's queue mode cannot be tested here, and what to do about it; undefined if it can. */
export function whyNoQueueMode(): string | undefined {
	const missing = [
		...(findPostgres() === undefined ? ['PostgreSQL'] : []),
		...(findRedis() === undefined ? ['Redis'] : []),
	];
	if (missing.length === 0) return undefined;
	return `${missing.join(' and ')}, for the tests of n8n's queue mode. Install PostgreSQL and Redis (Debian: apt-get install postgresql redis-server), or set POSTGRES_BIN to the folder of PostgreSQL's programs and REDIS_SERVER to redis-server.`;
}
