/** Queue mode beside one process, on the same machine: both are up, one of them is at work at a time. */
import type { N8nClient } from '../../test/support/n8n/client';
import { startTestN8n } from '../../test/support/n8n/testN8n';
import { startQueueN8n } from '../../test/support/queueMode/queueN8n';
import { SWIFT } from '../../test/support/queueMode/setup';
import { activate, BASELINE, type CandidateName } from '../../test/support/measure/candidates';
import { postTo, type Traffic } from '../../test/support/measure/rates';
import {
	measureInTurns,
	type NamedPost,
	type Pace,
	type Rate,
} from '../../test/support/measure/turns';

const CANDIDATES: readonly CandidateName[] = [BASELINE, 'Trigger, accepted', 'Trigger, filtered'];
const TRAFFIC: Traffic = [10, '0.3 kB'];

interface Place {
	name: string;
	client: N8nClient;
	/** Those that answer, which share the events as behind a proxy. */
	baseUrls: readonly string[];
}

async function postsTo({ name, client, baseUrls }: Place): Promise<NamedPost[]> {
	const posts: NamedPost[] = [];
	for (const candidate of CANDIDATES) {
		const { url } = await activate(client, candidate);
		posts.push([`${name}: ${candidate}`, postTo(client, baseUrls.map(url), TRAFFIC)]);
	}
	return posts;
}

export async function measureQueueMode(pace: Pace): Promise<Rate[]> {
	const single = await startTestN8n('2.41.1', SWIFT);
	try {
		const queue = await startQueueN8n('2.41.1');
		try {
			const { client } = single;
			const answering = await Promise.all(queue.webhooks.map(async (each) => await each.up(0)));
			const posts = [
				...(await postsTo({ name: 'one process', client, baseUrls: [client.baseUrl] })),
				...(await postsTo({
					name: 'queue mode',
					client: queue.client,
					baseUrls: answering.map(({ baseUrl }) => baseUrl),
				})),
			];
			return await measureInTurns(posts, pace, TRAFFIC[0]);
		} finally {
			await queue.dispose();
		}
	} finally {
		await single.dispose();
	}
}
