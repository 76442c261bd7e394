/** A fake npm that stalls or has no network. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { download } from '../../support/n8n/download';

/** Three seconds; Node starts in a tenth of one, on a busy machine in one. */
const MINUTES = 3 / 60;
jest.setTimeout(60_000);

const STALLS = 'setInterval(() => {}, 1000);';

let folder: string;
let npmBefore: string | undefined;
beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'beyond-presence-download-'));
	npmBefore = process.env.npm_execpath;
	process.env.npm_execpath = path.join(folder, 'npm-cli.js');
});
afterEach(async () => {
	if (npmBefore === undefined) delete process.env.npm_execpath;
	else process.env.npm_execpath = npmBefore;
	await rm(folder, { recursive: true, force: true });
});

/** Writes an npm that records each run in a file and then does that. */
async function npmThat(does: string): Promise<void> {
	const note = "require('fs').appendFileSync('runs', process.argv[2] + '\\n');";
	await writeFile(path.join(folder, 'npm-cli.js'), `${note}\n${does}`);
}
const runs = async () => (await readFile(path.join(folder, 'runs'), 'utf8')).trim().split('\n');
const fetchIt = async () => await download(['install'], { cwd: folder }, MINUTES);

it('is tried once more if it stalls', async () => {
	await npmThat(`
		const runs = require('fs').readFileSync('runs', 'utf8').trim().split('\\n');
		if (runs.length === 1) { ${STALLS} }`);
	await fetchIt();
	expect(await runs()).toEqual(['install', 'install']);
});

it('is given up if it stalls again', async () => {
	await npmThat(STALLS);
	await expect(fetchIt()).rejects.toThrow('took more than 0.05 minutes, 2 times');
	expect(await runs()).toHaveLength(2);
});

it('says so if there is no network, and otherwise quotes npm', async () => {
	await npmThat("console.error('npm error code ENOTFOUND'); process.exit(1);");
	await expect(fetchIt()).rejects.toThrow('The npm registry cannot be reached');
	await npmThat("console.error('npm error code EUSAGE'); process.exit(1);");
	await expect(fetchIt()).rejects.toThrow('EUSAGE');
	expect(await runs()).toHaveLength(2);
});
