import fc from 'fast-check';
import { boundNesting, DEEPEST_NESTING } from '../../../nodes/shared/fields/nesting';

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('what nests too deeply', () => {
	it('leaves alone what n8n can carry', () => {
		const object = { fine: JSON.parse(nested(DEEPEST_NESTING)), text: '[' };
		const { bounded, issues } = boundNesting(object);
		expect(bounded).toBe(object);
		expect(issues).toEqual([]);
	});

	it.each([DEEPEST_NESTING + 1, 100_000])('becomes JSON text at %d levels', (levels) => {
		const { bounded, issues } = boundNesting({ deep: JSON.parse(nested(levels)), near: 1 });
		expect(bounded).toEqual({ deep: nested(levels), near: 1 });
		expect(issues).toEqual(['deep: expected at most 500 levels, kept as JSON text']);
	});

	it('becomes JSON text also where it nests in objects, each field by itself', () => {
		const levels = DEEPEST_NESTING + 1;
		const inObjects = '{"a":'.repeat(levels) + '[1,{"b":null,"c":"x"}]' + '}'.repeat(levels);
		const { bounded, issues } = boundNesting({
			a: JSON.parse(inObjects),
			near: {},
			b: JSON.parse(nested(levels)),
		});
		expect(bounded).toEqual({ a: inObjects, near: {}, b: nested(levels) });
		expect(issues).toEqual([
			'a: expected at most 500 levels, kept as JSON text',
			'b: expected at most 500 levels, kept as JSON text',
		]);
	});

	it('loses nothing of what it writes as text', () => {
		const deep = JSON.parse(nested(DEEPEST_NESTING));
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const { bounded } = boundNesting({ value: [deep, value] });
				const [, written] = JSON.parse(String(bounded.value));
				expect(written).toEqual(JSON.parse(JSON.stringify(value)));
			}),
		);
	});

	it('manages more elements than a call takes arguments', () => {
		const wide = Array.from({ length: 300_000 }, () => 1);
		const deep = JSON.parse(nested(DEEPEST_NESTING + 1));
		const { bounded } = boundNesting({ value: [wide, deep] });
		expect(String(bounded.value)).toMatch(/^\[\[1,1,1,/);
	});
});
