import { setTimeout as sleep } from 'node:timers/promises';
import { counted } from '../../test/support/cli/counted';
import { deliver, explain, isDelivered, type Delivery } from '../../test/support/events/delivery';
import { chooseEvents } from './sendEvents';
import { readSendOptions, USAGE } from './sendOptions';
import { UsageError } from '../../test/support/cli/usageError';

/** How much of an answer is shown, in characters. */
const SHOWN_ANSWER_CHARACTERS = 300;

function describe(delivery: Delivery): string {
	if (delivery.kind === 'failed') return `no answer (${delivery.code})`;
	const body = delivery.text.replace(/\s+/g, ' ').slice(0, SHOWN_ANSWER_CHARACTERS);
	return `${delivery.status} in ${delivery.elapsedMs} ms${body ? `  ${body}` : ''}`;
}

/** Gives the exit status: 0 when everything was answered 200. */
async function send(args: string[]): Promise<number> {
	const options = readSendOptions(args);
	if (options === 'help') {
		console.log(USAGE);
		return 0;
	}
	const { url, delayMs } = options;
	const events = await chooseEvents(options);
	// What stands after the path may be a secret.
	console.log(`Sending ${counted(events.length, 'event')} to ${url.origin}${url.pathname}`);

	const reasons = new Set<string>();
	let delivered = 0;
	for (const [index, { label, payload }] of events.entries()) {
		if (index > 0) await sleep(delayMs);
		const delivery = await deliver(url, payload);
		console.log(`  ${label}: ${describe(delivery)}`);
		if (isDelivered(delivery)) {
			delivered += 1;
			continue;
		}
		reasons.add(explain(url, delivery));
		// Whoever is not there for this event is not there for the next one either.
		if (delivery.kind === 'failed' || delivery.status === 404) {
			const left = events.length - index - 1;
			if (left > 0) console.log(`  The other ${left} were not sent.`);
			break;
		}
	}
	console.log(`${delivered} of ${events.length} were answered with 200.`);
	for (const reason of reasons) console.error(reason);
	return delivered === events.length ? 0 : 1;
}

send(process.argv.slice(2)).then(
	(status) => {
		process.exitCode = status;
	},
	(error: unknown) => {
		if (!(error instanceof UsageError)) throw error;
		console.error(`${error.message}\nSee: npm run send -- --help`);
		process.exitCode = 2;
	},
);
