/** Own PostgreSQL and Redis servers for one test, with their data in its folder. */
import { chown, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { findPostgres, findRedis } from './databases';
import { freePort, LOCALHOST } from '../n8n/port';
import { ServerProcess, unprivileged } from './serverProcess';

const run = promisify(execFile);

/** Who owns the database; there is no password, because only this machine reaches it. */
const DATABASE_USER = 'n8n';
const DATABASE = 'postgres';

/** Five processes of n8n with up to ten connections each. */
const CONNECTIONS = 200;

async function ownFolder(parent: string, name: string): Promise<string> {
	const folder = path.join(parent, name);
	await mkdir(folder, { recursive: true });
	const { uid, gid } = unprivileged;
	if (uid !== undefined && gid !== undefined) {
		for (const each of [parent, folder]) await chown(each, uid, gid);
	}
	return folder;
}

export async function startPostgres(parent: string): Promise<ServerProcess> {
	const programs = findPostgres();
	if (programs === undefined) throw new Error('There is no PostgreSQL on this machine.');
	const folder = await ownFolder(parent, 'postgres');
	const data = path.join(folder, 'data');
	await run(
		path.join(programs, 'initdb'),
		['-D', data, '-U', DATABASE_USER, '--auth=trust', '--encoding=UTF8', '--locale=C'],
		{ cwd: folder, ...unprivileged },
	);
	const port = await freePort();
	const settings = {
		listen_addresses: LOCALHOST,
		port,
		// No socket file: its usual folder belongs to the system's own server.
		unix_socket_directories: '',
		max_connections: CONNECTIONS,
	};
	const server = new ServerProcess({
		program: path.join(programs, 'postgres'),
		args: [
			'-D',
			data,
			...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
		],
		port,
		folder,
		// "Fast": ends the connections, writes everything down.
		stopSignal: 'SIGINT',
	});
	await server.start();
	return server;
}

/** What lets an n8n use that server instead of SQLite. */
export const postgresEnvironment = ({ port }: ServerProcess): NodeJS.ProcessEnv => ({
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: LOCALHOST,
	DB_POSTGRESDB_PORT: String(port),
	DB_POSTGRESDB_DATABASE: DATABASE,
	DB_POSTGRESDB_USER: DATABASE_USER,
	DB_POSTGRESDB_PASSWORD: '',
});

/** Executes SQL on that server. */
export async function executeSql({ port }: ServerProcess, sql: string): Promise<void> {
	const psql = path.join(findPostgres() ?? '', 'psql');
	const server = ['-h', LOCALHOST, '-p', String(port), '-U', DATABASE_USER, '-d', DATABASE];
	await run(psql, [...server, '-v', 'ON_ERROR_STOP=1', '-c', sql]);
}

/** It writes each change to its file, so that a restart forgets nothing. */
export async function startRedis(parent: string): Promise<ServerProcess> {
	const program = findRedis();
	if (program === undefined) throw new Error('There is no Redis on this machine.');
	const folder = await ownFolder(parent, 'redis');
	const port = await freePort();
	const settings = { bind: LOCALHOST, port, dir: folder, appendonly: 'yes', save: '' };
	const args = Object.entries(settings).flatMap(([key, value]) => [`--${key}`, String(value)]);
	const server = new ServerProcess({ program, args, port, folder, stopSignal: 'SIGTERM' });
	await server.start();
	return server;
}
