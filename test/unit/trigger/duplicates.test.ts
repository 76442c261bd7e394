import {
	Duplicates,
	REMEMBERED_BODIES,
} from '../../../nodes/BeyondPresenceTrigger/filter/duplicates';

const TEN_MINUTES_MS = 600_000;

const BODY = Buffer.from('{"event_type":"message","call_id":"c"}');

describe('a body', () => {
	let now: number;
	let duplicates: Duplicates;
	beforeEach(() => {
		now = 1_000;
		duplicates = new Duplicates(() => now);
		duplicates.isRepeated('t', BODY);
	});

	it('is new the first time', () => {
		expect(new Duplicates().isRepeated('t', BODY)).toBe(false);
	});

	it('is repeated when the same bytes come again', () => {
		expect(duplicates.isRepeated('t', Buffer.from(BODY))).toBe(true);
	});

	it('is new when one byte differs', () => {
		expect(duplicates.isRepeated('t', Buffer.concat([BODY, Buffer.from(' ')]))).toBe(false);
	});

	it('is new for another trigger', () => {
		expect(duplicates.isRepeated('other', BODY)).toBe(false);
	});

	it('is not taken for one whose trigger and bytes only add up to the same', () => {
		duplicates.isRepeated('ab', Buffer.from('c'));
		expect(duplicates.isRepeated('a', Buffer.from('bc'))).toBe(false);
	});

	it('is repeated until ten minutes have passed', () => {
		now += TEN_MINUTES_MS - 1;
		expect(duplicates.isRepeated('t', BODY)).toBe(true);
	});

	it('is new after ten minutes', () => {
		now += TEN_MINUTES_MS;
		expect(duplicates.isRepeated('t', BODY)).toBe(false);
	});

	it('counts the ten minutes from the last time it came', () => {
		now += TEN_MINUTES_MS - 1;
		duplicates.isRepeated('t', BODY);
		now += TEN_MINUTES_MS - 1;
		expect(duplicates.isRepeated('t', BODY)).toBe(true);
	});

	it('is told by the clock of the machine unless another is given', () => {
		const ofTheMachine = new Duplicates();
		ofTheMachine.isRepeated('t', BODY);
		expect(ofTheMachine.isRepeated('t', BODY)).toBe(true);
	});

	it('is forgotten after ten minutes, when another comes', () => {
		now += TEN_MINUTES_MS;
		duplicates.isRepeated('t', Buffer.from('another'));
		expect(duplicates.size).toBe(1);
	});

	it('is forgotten when there are too many after it', () => {
		for (let body = 0; body < REMEMBERED_BODIES; body++) {
			duplicates.isRepeated('t', Buffer.from(String(body)));
		}
		expect(duplicates.size).toBe(REMEMBERED_BODIES);
		expect(duplicates.isRepeated('t', BODY)).toBe(false);
	});
});
