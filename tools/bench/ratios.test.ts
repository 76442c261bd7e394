import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compare, readRatios } from './ratios';

describe('two runs of the bench', () => {
	it('agree where every ratio is within 15 %, whichever is the greater', () => {
		expect(compare({ accepted: 1, filtered: 5.7 }, { accepted: 1.14, filtered: 5 })).toEqual({
			agree: true,
			text: '2 of 2 ratios are within 15 % of the other run.',
		});
	});

	it('disagree by naming the ratio that is further off', () => {
		const { agree, text } = compare({ accepted: 1, filtered: 5 }, { accepted: 1.2, filtered: 5 });
		expect(agree).toBe(false);
		expect(text).toBe(
			'1 of 2 ratios are within 15 % of the other run.\n- accepted: 1.00 and 1.20, 20 % apart',
		);
	});

	it('disagree where one did not measure what the other did', () => {
		expect(compare({ accepted: 1 }, {}).agree).toBe(false);
		expect(compare({}, { accepted: 1 }).agree).toBe(false);
	});

	it('refuse a file that holds something else', async () => {
		const folder = await mkdtemp(path.join(tmpdir(), 'beyond-presence-ratios-'));
		const file = path.join(folder, 'ratios.json');
		await writeFile(file, '{"accepted":"fast"}');
		await expect(readRatios(file)).rejects.toThrow('expected number');
		await rm(folder, { recursive: true });
	});
});
