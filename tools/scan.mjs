/**
 * `node tools/scan.mjs <folder>`: n8n's own scanner, which a package must pass to be verified, on the
 * sources here and on the unpacked tarball in the folder. The scanner's own command does the same
 * with the published package; it ignores eslint-disable comments.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const [packed] = process.argv.slice(2);
if (packed === undefined) {
	console.error('Usage: node tools/scan.mjs <folder of the unpacked tarball>');
	process.exit(1);
}
const results = [
	await analyzePackage(ROOT, SOURCE_FILE_PATTERNS),
	await analyzePackage(path.resolve(packed), ['**/*.js', 'package.json']),
];
for (const { passed, message, details } of results) {
	if (passed) continue;
	console.error([message, details].filter(Boolean).join('\n'));
	process.exitCode = 1;
}
