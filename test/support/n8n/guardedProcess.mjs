/**
 * Runs a server (`node --import exitWithParent.mjs guardedProcess.mjs <options> <program> …`) in the
 * process group of this process, so that it ends with the test, however that ended. Passes signals
 * on, and ends as the server does. `<options>` is JSON: `uid` and `gid` to run it as.
 */
import { spawn } from 'node:child_process';

const [options, program, ...args] = process.argv.slice(2);
const server = spawn(program, args, { stdio: 'inherit', ...JSON.parse(options) });
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.kill(signal));
server.once('error', (error) => {
	console.error(String(error));
	process.exit(1);
});
server.once('exit', (status) => process.exit(status ?? 1));
