import fc from 'fast-check';
import { Issues } from '../../../nodes/shared/fields/issues';
import type { JsonObject } from '../../../nodes/shared/fields/jsonObject';
import { boundNesting, DEEPEST_NESTING } from '../../../nodes/shared/fields/nesting';

function bound(object: JsonObject) {
	const issues = new Issues();
	return { bounded: boundNesting(object, issues), issues: issues.list() };
}

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('what nests too deeply', () => {
	it('leaves alone what n8n can carry', () => {
		const object = { fine: JSON.parse(nested(DEEPEST_NESTING)), text: '[' };
		const { bounded, issues } = bound(object);
		expect(bounded).toBe(object);
		expect(issues).toBeUndefined();
	});

	it.each([DEEPEST_NESTING + 1, 100_000])('becomes a JSON string at %d levels', (levels) => {
		const { bounded, issues } = bound({ deep: JSON.parse(nested(levels)), near: 1 });
		expect(bounded).toEqual({ deep: nested(levels), near: 1 });
		expect(issues).toEqual(['deep: expected at most 500 levels, kept as a JSON string']);
	});

	it('becomes a JSON string also where it nests in objects, each field by itself', () => {
		const levels = DEEPEST_NESTING + 1;
		const inObjects = '{"a":'.repeat(levels) + '[1,{"b":null,"c":"x"}]' + '}'.repeat(levels);
		const { bounded, issues } = bound({
			a: JSON.parse(inObjects),
			near: {},
			b: JSON.parse(nested(levels)),
		});
		expect(bounded).toEqual({ a: inObjects, near: {}, b: nested(levels) });
		expect(issues).toEqual([
			'a: expected at most 500 levels, kept as a JSON string',
			'b: expected at most 500 levels, kept as a JSON string',
		]);
	});

	it('loses nothing of a value that it writes as a string', () => {
		const deep = JSON.parse(nested(DEEPEST_NESTING));
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const { bounded } = bound({ value: [deep, value] });
				const [, written] = JSON.parse(String(bounded.value));
				expect(written).toEqual(JSON.parse(JSON.stringify(value)));
			}),
		);
	});

	it('manages more elements than a call takes arguments', () => {
		const wide = Array.from({ length: 300_000 }, () => 1);
		const deep = JSON.parse(nested(DEEPEST_NESTING + 1));
		const { bounded } = bound({ value: [wide, deep] });
		expect(String(bounded.value)).toMatch(/^\[\[1,1,1,/);
	});
});
