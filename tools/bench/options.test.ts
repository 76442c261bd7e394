import { benchOptions, PARTS } from './options';

describe('the command line of the bench', () => {
	it('means everything where nothing is said', () => {
		expect(benchOptions([])).toMatchObject({ quick: false, full: false, write: false });
		expect(benchOptions([])?.parts).toEqual(new Set(PARTS));
	});

	it('takes some parts', () => {
		expect(benchOptions(['--only', 'cost, shaping'])?.parts).toEqual(new Set(['cost', 'shaping']));
	});

	it('takes one size of body', () => {
		expect(benchOptions(['--body', '1 MB'])?.body).toBe('1 MB');
		expect(() => benchOptions(['--body', '2 MB'])).toThrow(
			'There is no body of "2 MB"; there are 0.3 kB, 20 kB, 1 MB.',
		);
	});

	it('refuses a part that there is not, and an option that it does not know', () => {
		expect(() => benchOptions(['--only', 'speed'])).toThrow('There is no part "speed"');
		expect(() => benchOptions(['--fast'])).toThrow("Unknown option '--fast'");
	});

	it('asks for nothing but help', () => {
		expect(benchOptions(['--help'])).toBeUndefined();
	});
});
