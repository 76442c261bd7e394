import path from 'node:path';
import { runCommand } from './runCommand';

export interface NpmOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** The Node that runs npm and the scripts of packages; this process's own unless given. */
	nodeBinary?: string;
	/** How long it may take, in ms. */
	timeoutMs?: number;
}

/**
 * The variables that `npm run` sets for scripts of the checkout must not reach an npm that works
 * elsewhere; those of a person (a registry, a proxy, a certificate) must.
 */
const OF_THE_CHECKOUT =
	/^(npm_lifecycle_.*|npm_package_.*|npm_config_(local_prefix|ignore_scripts|prefix|workspace.*)|INIT_CWD)$/i;

function environment(nodeBinary: string, extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const inherited = Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !OF_THE_CHECKOUT.test(name)),
	);
	const searchPath = [path.dirname(nodeBinary), process.env.PATH ?? ''].join(path.delimiter);
	return { ...inherited, PATH: searchPath, npm_config_update_notifier: 'false', ...extra };
}

/** Runs the npm that runs this script, else the one on the PATH. Throws a CommandError. */
export async function runNpm(
	args: readonly string[],
	{ cwd, env = {}, nodeBinary = process.execPath, timeoutMs }: NpmOptions,
): Promise<string> {
	const fullArgs = [...args, '--no-audit', '--no-fund'];
	const options = { cwd, env: environment(nodeBinary, env), timeoutMs };
	const npmScript = process.env.npm_execpath;
	// Another package manager puts its own path there; only npm's understands what is asked here.
	if (npmScript && path.basename(npmScript) === 'npm-cli.js') {
		return await runCommand(nodeBinary, [npmScript, ...fullArgs], options);
	}
	return await runCommand('npm', fullArgs, options);
}
