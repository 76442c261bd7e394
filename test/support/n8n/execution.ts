import { z } from 'zod/v4';

/** The common part of n8n's responses about an execution, as far as it is used here. */
export const executionSchema = z.object({
	id: z.coerce.string(),
	status: z.enum([
		'new',
		'running',
		'waiting',
		'unknown',
		'success',
		'error',
		'canceled',
		'crashed',
	]),
	mode: z.string().optional(),
	startedAt: z.string().nullish(),
	stoppedAt: z.string().nullish(),
});
export type Execution = z.infer<typeof executionSchema>;

const itemSchema = z.object({ json: z.record(z.string(), z.unknown()) });
type Item = z.infer<typeof itemSchema>;

const nodeRunSchema = z.object({
	data: z
		.object({ main: z.array(z.array(itemSchema).nullable()) })
		.partial()
		.optional(),
	error: z.object({ message: z.string() }).nullish(),
});

export const executionWithDataSchema = executionSchema.extend({
	data: z.object({
		resultData: z.object({
			runData: z.record(z.string(), z.array(nodeRunSchema)),
			error: z.object({ message: z.string() }).nullish(),
		}),
	}),
});
export type ExecutionWithData = z.infer<typeof executionWithDataSchema>;

const UNFINISHED: ReadonlySet<Execution['status']> = new Set([
	'new',
	'running',
	'waiting',
	'unknown',
]);

export const isFinished = ({ status }: Execution) => !UNFINISHED.has(status);

/** The items that a node emitted on one of its outputs, over all its runs in the execution. */
export function itemsOf(
	execution: ExecutionWithData,
	nodeName: string,
	outputIndex = 0,
): Array<Item['json']> {
	const runs = execution.data.resultData.runData[nodeName] ?? [];
	return runs.flatMap(({ data }) => (data?.main?.[outputIndex] ?? []).map(({ json }) => json));
}

/** How many executions there are of each status, as "3 success, 1 error". */
export function describeStatuses(executions: readonly Execution[]): string {
	const counts = new Map<string, number>();
	for (const { status } of executions) counts.set(status, (counts.get(status) ?? 0) + 1);
	return [...counts].map(([status, count]) => `${count} ${status}`).join(', ') || 'none';
}
