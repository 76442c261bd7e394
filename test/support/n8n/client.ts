import { z } from 'zod/v4';
import {
	describeStatuses,
	executionSchema,
	executionWithDataSchema,
	isFinished,
	type Execution,
	type ExecutionWithData,
} from './execution';
import { until } from '../until';
import { N8nApiError, requestJson, type JsonRequest } from './http';
import { cookieHeader, createApiKey, setUpOwner, type Owner, type SessionCookie } from './session';
import type { WorkflowDraft } from './workflow';

/** How long a webhook may take to appear after its workflow is published, in ms. */
const ACTIVATION_TIMEOUT_MS = 20_000;
/** n8n 2.x tries to publish five times with growing pauses before it says that it failed. */
const FAILED_ACTIVATION_TIMEOUT_MS = 60_000;
/** How long executions may take to finish unless given, in ms. */
const EXECUTIONS_TIMEOUT_MS = 30_000;
const IDLE_TIMEOUT_MS = 300_000;
const IDLE_POLL_MS = 50;
/** The most on one page of the public API, in executions. */
const PAGE_SIZE = 250;
/** The most executions in progress that the editor's call returns. */
const CURRENT_LIMIT = 100;

const createdSchema = z.object({ data: z.object({ id: z.string() }) });
const dataSchema = z.object({ data: z.unknown() });
const runSchema = z.object({ data: z.object({ executionId: z.string() }) });
const pageOf = <T extends z.ZodType>(schema: T) =>
	z.object({ data: z.array(schema), nextCursor: z.string().nullish() });
const publicationSchema = z.object({
	data: z.object({
		status: z.string(),
		triggers: z.array(z.object({ errorMessage: z.string().nullable() })),
	}),
});
const currentSchema = z.object({ data: z.object({ results: z.array(executionSchema) }) });

/** The calls to n8n that tests and the demo need: its public API, and the editor's if that lacks something. */
export class N8nClient {
	constructor(
		readonly baseUrl: string,
		/** Logs a browser in when set for `baseUrl`. */
		readonly cookie: SessionCookie,
		readonly apiKey: string,
	) {}

	/** For a new n8n: makes its owner. Throws an N8nApiError, as all methods do. */
	static async setUp(baseUrl: string, owner: Owner): Promise<N8nClient> {
		const cookie = await setUpOwner(baseUrl, owner);
		return new N8nClient(baseUrl, cookie, await createApiKey(baseUrl, cookie));
	}

	/** A request to the public API; `path` starts after `/api/v1`. */
	async publicApi(
		method: JsonRequest['method'],
		path: string,
		body?: JsonRequest['body'],
	): Promise<unknown> {
		const url = `${this.baseUrl}/api/v1${path}`;
		const headers = { 'x-n8n-api-key': this.apiKey };
		return (await requestJson({ method, url, headers, body })).json;
	}

	/** A request as the editor makes it, logged in; `path` starts after `/rest`. */
	async editorApi(
		method: JsonRequest['method'],
		path: string,
		body?: JsonRequest['body'],
	): Promise<unknown> {
		const url = `${this.baseUrl}/rest${path}`;
		return (await requestJson({ method, url, headers: cookieHeader(this.cookie), body })).json;
	}

	/** Returns the new workflow's id, which n8n chooses. */
	async createWorkflow(draft: WorkflowDraft): Promise<string> {
		const body = { active: false, settings: { executionOrder: 'v1' }, ...draft, id: undefined };
		return createdSchema.parse(await this.editorApi('POST', '/workflows', body)).data.id;
	}

	/**
	 * Executes a saved workflow as the editor does, up to that node: with pinned data if its trigger has
	 * any. Returns the id of the execution. Throws if n8n waits for an event instead.
	 */
	async runManually(workflowId: string, upTo: string): Promise<string> {
		const { data } = dataSchema.parse(await this.editorApi('GET', `/workflows/${workflowId}`));
		const run = await this.editorApi('POST', `/workflows/${workflowId}/run`, {
			// Only n8n 1.x reads it from here.
			workflowData: data,
			destinationNode: { nodeName: upTo, mode: 'inclusive' },
		});
		return runSchema.parse(run).data.executionId;
	}

	/**
	 * Publishes a workflow (n8n 1.x: activates it) and waits until its webhook `isResponding`, because
	 * n8n 2.x registers it a moment after the call has returned.
	 */
	async activate(workflowId: string, isResponding: () => Promise<boolean>): Promise<void> {
		await this.publicApi('POST', `/workflows/${workflowId}/activate`);
		await until(`the webhook of workflow ${workflowId}`, isResponding, {
			timeoutMs: ACTIVATION_TIMEOUT_MS,
		});
	}

	/**
	 * Why a workflow cannot be published, as the editor shows it. n8n 1.x responds to the call with it;
	 * n8n 2.x does so only for what it checks itself, and publishes afterwards. Throws if it is published.
	 */
	async failedActivation(workflowId: string): Promise<string> {
		try {
			await this.publicApi('POST', `/workflows/${workflowId}/activate`);
		} catch (error) {
			if (error instanceof N8nApiError) return error.message;
			throw error;
		}
		const path = `/workflows/${workflowId}/publication-status`;
		const { status, triggers } = await until(
			`the end of publishing workflow ${workflowId}`,
			async () => {
				const { data } = publicationSchema.parse(await this.editorApi('GET', path));
				return ['failed', 'published'].includes(data.status) && data;
			},
			{ timeoutMs: FAILED_ACTIVATION_TIMEOUT_MS, pollMs: 500 },
		);
		if (status === 'published') throw new Error(`Workflow ${workflowId} was published.`);
		return triggers.map(({ errorMessage }) => errorMessage).join('\n');
	}

	async deleteWorkflow(workflowId: string): Promise<void> {
		await this.publicApi('DELETE', `/workflows/${workflowId}`);
	}

	/** All executions of a workflow, oldest first, of any status. */
	async executions(workflowId: string): Promise<Execution[]> {
		// In this order: an execution that finishes in between is then in both lists.
		const current = await this.unfinishedExecutions(workflowId);
		const finished = await this.finishedExecutions(workflowId, executionSchema, undefined, false);
		const byId = new Map([...current, ...finished].map((execution) => [execution.id, execution]));
		return [...byId.values()].sort((a, b) => Number(a.id) - Number(b.id));
	}

	/**
	 * The stored, unfinished executions of a workflow, or of all, which the public API doesn't list; at
	 * most 100.
	 */
	async unfinishedExecutions(workflowId?: string): Promise<Execution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ['new', 'running'] }));
		const json = await this.editorApi('GET', `/executions?filter=${filter}&limit=${CURRENT_LIMIT}`);
		return currentSchema.parse(json).data.results;
	}

	async countExecutions(workflowId: string): Promise<number> {
		return (await this.executions(workflowId)).length;
	}

	/** One execution with the output of its nodes. */
	async execution(id: string): Promise<ExecutionWithData> {
		return executionWithDataSchema.parse(
			await this.publicApi('GET', `/executions/${id}?includeData=true`),
		);
	}

	/**
	 * Waits until the workflow has at least `count` executions and all of them are finished, and
	 * returns them, oldest first. The time limit is in ms.
	 */
	async untilExecuted(
		workflowId: string,
		count: number,
		timeoutMs = EXECUTIONS_TIMEOUT_MS,
	): Promise<Execution[]> {
		let seen: Execution[] = [];
		await until(
			() =>
				`${count} finished executions of workflow ${workflowId}; there are: ${describeStatuses(seen)}`,
			async () => {
				seen = await this.executions(workflowId);
				return seen.length >= count && seen.every(isFinished);
			},
			{ timeoutMs },
		);
		return seen;
	}

	/** The same, with their data. */
	async waitForExecutions(
		workflowId: string,
		count: number,
		timeoutMs?: number,
	): Promise<ExecutionWithData[]> {
		await this.untilExecuted(workflowId, count, timeoutMs);
		const withData = await this.finishedExecutions(workflowId, executionWithDataSchema);
		return withData.sort((a, b) => Number(a.id) - Number(b.id));
	}

	/** Waits until that execution is finished, and returns it with its data. */
	async finishedExecution(id: string): Promise<ExecutionWithData> {
		await until(
			`the end of execution ${id}`,
			async () =>
				isFinished(executionSchema.parse(await this.publicApi('GET', `/executions/${id}`))),
			{ timeoutMs: EXECUTIONS_TIMEOUT_MS },
		);
		return await this.execution(id);
	}

	/** Waits until no execution of a workflow, or of this n8n, is in progress. */
	async untilIdle(workflowId?: string): Promise<void> {
		await until(
			'all executions to finish',
			async () => (await this.unfinishedExecutions(workflowId)).length === 0,
			{ timeoutMs: IDLE_TIMEOUT_MS, pollMs: IDLE_POLL_MS },
		);
	}

	/** The finished executions, newest first, up to the first page that is `enough`. */
	async finishedExecutions<T extends z.ZodType>(
		workflowId: string,
		schema: T,
		isEnough: (page: Array<z.infer<T>>) => boolean = () => false,
		withData = true,
	): Promise<Array<z.infer<T>>> {
		const all: Array<z.infer<T>> = [];
		const path = `/executions?workflowId=${workflowId}&includeData=${withData}&limit=${PAGE_SIZE}`;
		let cursor: string | null | undefined;
		do {
			const query = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
			const page = pageOf(schema).parse(await this.publicApi('GET', path + query));
			all.push(...page.data);
			cursor = isEnough(page.data) ? undefined : page.nextCursor;
		} while (cursor);
		return all;
	}
}
