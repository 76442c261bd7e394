import type { INode } from 'n8n-workflow';
import { unreadableCalls } from '../../../nodes/BeyondPresencePollTrigger/unreadableCalls';

const node: INode = {
	...{ id: '1', name: 'Poll', type: 'beyondPresencePollTrigger', typeVersion: 1 },
	...{ position: [0, 0], parameters: {} },
};

const failed = (count: number, attempts = 1) =>
	Array.from({ length: count }, (_, index) => ({ id: `c${index}`, reason: 'HTTP 500', attempts }));

test.each([
	{
		failures: failed(1),
		message:
			'The call c0 could not be read; the next polls try again, and other calls are not held up',
		description: 'c0: HTTP 500',
	},
	{
		failures: failed(7, 4),
		message: '7 calls could not be read; the next polls try again, and other calls are not held up',
		description: `${[0, 1, 2, 3, 4].map((id) => `c${id}: HTTP 500 (tried at 4 polls)`).join('; ')}; and 2 more`,
	},
])('the error names the calls: $message', ({ failures, message, description }) => {
	expect(unreadableCalls(node, failures)).toMatchObject({ message, description });
});

test('the same failure is shown at the first, second, fourth, eighth … poll', () => {
	const polls = Array.from({ length: 20 }, (_, index) => index + 1);
	const shown = polls.filter((attempts) => unreadableCalls(node, failed(1, attempts)));
	expect(shown).toEqual([1, 2, 4, 8, 16]);
});

test('nothing failed, nothing is shown', () => {
	expect(unreadableCalls(node, [])).toBeUndefined();
});
