/** The executions of a workflow that n8n has stored, also those that a crash left incomplete. */
import { z } from 'zod/v4';
import type { N8nClient } from '../n8n/client';
import {
	executionSchema,
	executionWithDataSchema,
	isFinished,
	type Execution,
} from '../n8n/execution';
import { received } from '../n8n/listener';

const withAnyData = executionSchema.extend({ data: z.unknown() });
const createdSchema = z.object({ createdAt: z.string() });

export interface StoredExecution extends Execution {
	/** Everything that is stored, as JSON: contains the trigger's item even if no node has run yet. */
	text: string;
	/** Why it failed, in n8n's words. */
	problem?: string;
	/** The items that the node behind the trigger received, by event. */
	received: Record<string, Array<Record<string, unknown>>>;
}

function stored(execution: z.infer<typeof withAnyData>): StoredExecution {
	const { data: complete } = executionWithDataSchema.safeParse(execution);
	return {
		...executionSchema.parse(execution),
		text: JSON.stringify(execution.data) ?? '',
		problem: complete?.data.resultData.error?.message,
		received: complete ? received(complete) : {},
	};
}

/** When n8n stored an execution, started or not, in ms since 1970. */
export async function whenStored(client: N8nClient, id: string): Promise<number> {
	const { createdAt } = createdSchema.parse(await client.publicApi('GET', `/executions/${id}`));
	return Date.parse(createdAt);
}

/** All of them; those that are not finished are read one by one. */
export async function storedExecutions(
	client: N8nClient,
	workflowId: string,
): Promise<StoredExecution[]> {
	const found = new Map<string, StoredExecution>();
	for (const execution of await client.executions(workflowId)) {
		if (isFinished(execution)) continue;
		const path = `/executions/${execution.id}?includeData=true`;
		found.set(execution.id, stored(withAnyData.parse(await client.publicApi('GET', path))));
	}
	for (const each of await finishedExecutions(client, workflowId)) found.set(each.id, each);
	return [...found.values()];
}

/** Those that are finished, newest first, down to the page whose executions are all known. */
export async function finishedExecutions(
	client: N8nClient,
	workflowId: string,
	isKnown: (id: string) => boolean = () => false,
): Promise<StoredExecution[]> {
	const found = await client.finishedExecutions(workflowId, withAnyData, (page) =>
		page.every(({ id }) => isKnown(id)),
	);
	return found.map(stored);
}
