import {
	Duplicates,
	REMEMBERED_BODIES,
} from '../../../nodes/BeyondPresenceTrigger/filter/duplicates';

const TEN_MINUTES_MS = 600_000;

const BODY = Buffer.from('{"event_type":"message","call_id":"c"}');

const ACKNOWLEDGED = Promise.resolve(true);

describe('a body', () => {
	let now: number;
	let duplicates: Duplicates;
	beforeEach(async () => {
		now = 1_000;
		duplicates = new Duplicates(() => now);
		await duplicates.isRepeated('t', BODY, ACKNOWLEDGED);
	});

	it('is new the first time', async () => {
		expect(await new Duplicates().isRepeated('t', BODY, ACKNOWLEDGED)).toBe(false);
	});

	it('is repeated when the same bytes come again', async () => {
		expect(await duplicates.isRepeated('t', Buffer.from(BODY), ACKNOWLEDGED)).toBe(true);
	});

	it('is new when one byte differs', async () => {
		expect(
			await duplicates.isRepeated('t', Buffer.concat([BODY, Buffer.from(' ')]), ACKNOWLEDGED),
		).toBe(false);
	});

	it('is new for another trigger', async () => {
		expect(await duplicates.isRepeated('other', BODY, ACKNOWLEDGED)).toBe(false);
	});

	it('is not taken for one whose trigger and bytes only add up to the same', async () => {
		await duplicates.isRepeated('ab', Buffer.from('c'), ACKNOWLEDGED);
		expect(await duplicates.isRepeated('a', Buffer.from('bc'), ACKNOWLEDGED)).toBe(false);
	});

	it('is repeated until ten minutes have passed', async () => {
		now += TEN_MINUTES_MS - 1;
		expect(await duplicates.isRepeated('t', BODY, ACKNOWLEDGED)).toBe(true);
	});

	it('is new after ten minutes', async () => {
		now += TEN_MINUTES_MS;
		expect(await duplicates.isRepeated('t', BODY, ACKNOWLEDGED)).toBe(false);
	});

	it('counts the ten minutes from the last time it came', async () => {
		now += TEN_MINUTES_MS - 1;
		await duplicates.isRepeated('t', BODY, ACKNOWLEDGED);
		now += TEN_MINUTES_MS - 1;
		expect(await duplicates.isRepeated('t', BODY, ACKNOWLEDGED)).toBe(true);
	});

	it('is told by the clock of the machine unless another is given', async () => {
		const ofTheMachine = new Duplicates();
		await ofTheMachine.isRepeated('t', BODY, ACKNOWLEDGED);
		expect(await ofTheMachine.isRepeated('t', BODY, ACKNOWLEDGED)).toBe(true);
	});

	it('is forgotten after ten minutes, when another comes', async () => {
		now += TEN_MINUTES_MS;
		await duplicates.isRepeated('t', Buffer.from('another'), ACKNOWLEDGED);
		expect(duplicates.size).toBe(1);
	});

	it('is forgotten when there are too many after it', async () => {
		for (let body = 0; body < REMEMBERED_BODIES; body++) {
			await duplicates.isRepeated('t', Buffer.from(String(body)), ACKNOWLEDGED);
		}
		expect(duplicates.size).toBe(REMEMBERED_BODIES);
		expect(await duplicates.isRepeated('t', BODY, ACKNOWLEDGED)).toBe(false);
	});

	it('is new again if its response was not a 200', async () => {
		const other = Buffer.from('other');
		await duplicates.isRepeated('t', other, Promise.resolve(false));
		await Promise.resolve();
		expect(await duplicates.isRepeated('t', other, ACKNOWLEDGED)).toBe(false);
		expect(await duplicates.isRepeated('t', other, ACKNOWLEDGED)).toBe(true);
	});

	it.each([
		[true, [false, true, true]],
		[false, [false, false, true]],
	])('waits for the response to the one before, here 200: %s', async (isSent, expected) => {
		const other = Buffer.from('other');
		let respond: (isSent: boolean) => void = () => {};
		const open = new Promise<boolean>((resolve) => (respond = resolve));
		const answers = [
			duplicates.isRepeated('t', other, open),
			duplicates.isRepeated('t', other, ACKNOWLEDGED),
			duplicates.isRepeated('t', other, ACKNOWLEDGED),
		];
		respond(isSent);
		expect(await Promise.all(answers)).toEqual(expected);
	});
});
