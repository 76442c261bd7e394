import path from 'node:path';
import type { N8nVersion } from './install';
import { LOCALHOST } from './port';

/** How long n8n may take to end its running executions when it is asked to stop, in seconds. */
const GRACEFUL_SHUTDOWN_S = 10;

/** The variables that an n8n needs and would inherit in a shell; no other of this process's is passed on. */
const INHERITED = ['LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'SystemRoot', 'TEMP', 'TMP'];

/** Nothing may reach outside: no telemetry, no look for updates, no templates, no banners. */
const QUIET: NodeJS.ProcessEnv = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	N8N_COMMUNITY_PACKAGES_ENABLED: 'true',
	// Verified packages are looked up on n8n's server.
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
};

interface Place {
	version: N8nVersion;
	nodeBinary: string;
	userFolder: string;
	port: number;
	brokerPort: number;
}

/** Variables that only one of the versions knows; the other would refuse or report them. */
const ofVersion = (version: N8nVersion, baseUrl: string): NodeJS.ProcessEnv =>
	version.startsWith('1.')
		? { WEBHOOK_URL: baseUrl, N8N_RUNNERS_ENABLED: 'true' }
		: {
				N8N_WEBHOOK_URL: baseUrl,
				// This module asks n8n's server for a list at every start.
				N8N_DISABLED_MODULES: 'mcp-registry',
			};

/** The complete environment of an n8n on this machine only, with SQLite in its user folder. */
export function n8nEnvironment(
	{ version, nodeBinary, userFolder, port, brokerPort }: Place,
	extra: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
	const baseUrl = `http://${LOCALHOST}:${port}/`;
	return {
		...Object.fromEntries(INHERITED.map((name) => [name, process.env[name]])),
		PATH: [path.dirname(nodeBinary), process.env.PATH ?? ''].join(path.delimiter),
		// n8n unpacks its editor below the home folder, where another version's would be in the way.
		HOME: userFolder,
		USERPROFILE: userFolder,
		NODE_ENV: 'production',
		...QUIET,
		N8N_USER_FOLDER: userFolder,
		DB_TYPE: 'sqlite',
		DB_SQLITE_POOL_SIZE: '2',
		N8N_HOST: LOCALHOST,
		N8N_LISTEN_ADDRESS: LOCALHOST,
		N8N_PORT: String(port),
		N8N_PROTOCOL: 'http',
		N8N_EDITOR_BASE_URL: baseUrl,
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: LOCALHOST,
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: String(GRACEFUL_SHUTDOWN_S),
		...ofVersion(version, baseUrl),
		...extra,
	};
}
