import {
	REPORTED_WARNINGS,
	ReportedOnce,
} from '../../../nodes/BeyondPresenceTrigger/request/reportedOnce';

describe('a warning about an event', () => {
	const warn = jest.fn();
	const logger = { warn, debug: jest.fn(), info: jest.fn(), error: jest.fn() };
	const lines = () => warn.mock.calls.map(([line]) => String(line));
	let warnings: ReportedOnce;
	beforeEach(() => {
		warn.mockClear();
		warnings = new ReportedOnce();
	});

	it('is written once for each trigger', () => {
		for (const trigger of ['a', 'a', 'b']) warnings.report(logger, trigger, 'text');
		warnings.report(logger, 'a', 'other');
		expect(lines()).toEqual(['text', 'text', 'other']);
	});

	it('cannot forge another line, nor hide a part of its own', () => {
		warnings.report(logger, 'a', 'one\u2028two\u202ethree\nfour');
		expect(lines()).toEqual(['one\\u2028two\\u202ethree\\u000afour']);
	});

	it('is one of a bounded number', () => {
		for (let event = 0; event < 1_000; event++) warnings.report(logger, 'a', `event ${event}`);
		expect(warn).toHaveBeenCalledTimes(REPORTED_WARNINGS);
	});
});
