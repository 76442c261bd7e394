import { existsSync } from 'node:fs';

/** Where a Chromium or Chrome usually is; the variable comes first. */
const CANDIDATES = [
	process.env.CHROMIUM_PATH,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The path of this machine's Chromium, or undefined where there is none. */
export function findChromium(): string | undefined {
	return CANDIDATES.find((path) => path !== undefined && existsSync(path));
}
