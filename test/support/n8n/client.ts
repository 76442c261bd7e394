import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod/v4';
import {
	describeStatuses,
	executionSchema,
	executionWithDataSchema,
	isFinished,
	type Execution,
	type ExecutionWithData,
} from './execution';
import { requestJson, type JsonRequest } from './http';
import {
	cookieHeader,
	createApiKey,
	logIn,
	setUpOwner,
	type Owner,
	type SessionCookie,
} from './session';
import type { WorkflowDraft } from './workflow';

/** How long a webhook may take to appear or go after (de)activation, in ms. */
const ACTIVATION_TIMEOUT_MS = 20_000;
/** How long executions may take to finish unless told otherwise, in ms. */
const EXECUTIONS_TIMEOUT_MS = 30_000;
const POLL_INTERVAL_MS = 100;
/** The most that one page of the public API holds, in executions. */
const PAGE_SIZE = 250;
/** The most that n8n's editor call gives, in executions that are under way at the same time. */
const CURRENT_LIMIT = 100;

const workflowSchema = z.object({ id: z.string() });
const pageOf = <T extends z.ZodType>(schema: T) =>
	z.object({ data: z.array(schema), nextCursor: z.string().nullish() });
const currentSchema = z.object({ data: z.object({ results: z.array(executionSchema) }) });

/** The calls to n8n that tests and the demo need: its public API, and the editor's where that lacks something. */
export class N8nClient {
	private constructor(
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

	/** For an n8n that has its owner, such as a restarted one. */
	static async logIn(baseUrl: string, owner: Owner): Promise<N8nClient> {
		const cookie = await logIn(baseUrl, owner);
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

	/** Gives the new workflow's id. */
	async createWorkflow({ name, nodes, connections, settings }: WorkflowDraft): Promise<string> {
		const body = { name, nodes, connections, settings: settings ?? { executionOrder: 'v1' } };
		return workflowSchema.parse(await this.publicApi('POST', '/workflows', body)).id;
	}

	/**
	 * Activates (n8n 2.x: publishes) a workflow and waits until `answers` says that its webhook is
	 * there, because n8n 2.x registers it a moment after the call has returned.
	 */
	async activate(workflowId: string, answers: () => Promise<boolean>): Promise<void> {
		await this.publicApi('POST', `/workflows/${workflowId}/activate`);
		await this.waitForWebhook(workflowId, answers, true);
	}

	/** The opposite, which takes its moment as well. */
	async deactivate(workflowId: string, answers: () => Promise<boolean>): Promise<void> {
		await this.publicApi('POST', `/workflows/${workflowId}/deactivate`);
		await this.waitForWebhook(workflowId, answers, false);
	}

	async deleteWorkflow(workflowId: string): Promise<void> {
		await this.publicApi('DELETE', `/workflows/${workflowId}`);
	}

	/** All executions of a workflow, oldest first, whatever their status. */
	async executions(workflowId: string): Promise<Execution[]> {
		// In this order: an execution that finishes in between is then in both, and not in neither.
		const current = await this.unfinishedExecutions(workflowId);
		const finished = await this.pages(`/executions?workflowId=${workflowId}`, executionSchema);
		const byId = new Map([...current, ...finished].map((execution) => [execution.id, execution]));
		return [...byId.values()].sort((a, b) => Number(a.id) - Number(b.id));
	}

	/**
	 * Those of a workflow, or of all, that are stored and not finished, which the public API's list
	 * leaves out; 100 at most.
	 */
	async unfinishedExecutions(workflowId?: string): Promise<Execution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ['new', 'running'] }));
		const json = await this.editorApi('GET', `/executions?filter=${filter}&limit=${CURRENT_LIMIT}`);
		return currentSchema.parse(json).data.results;
	}

	async countExecutions(workflowId: string): Promise<number> {
		return (await this.executions(workflowId)).length;
	}

	/** One execution with what its nodes gave. */
	async execution(id: string): Promise<ExecutionWithData> {
		return executionWithDataSchema.parse(
			await this.publicApi('GET', `/executions/${id}?includeData=true`),
		);
	}

	/**
	 * Waits until the workflow has at least `count` executions and all of them are finished, and
	 * gives them all with their data, oldest first. The time limit is in ms.
	 */
	async waitForExecutions(
		workflowId: string,
		count: number,
		timeoutMs = EXECUTIONS_TIMEOUT_MS,
	): Promise<ExecutionWithData[]> {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const executions = await this.executions(workflowId);
			if (executions.length >= count && executions.every(isFinished)) break;
			if (Date.now() > deadline) {
				throw new Error(
					`Waited ${timeoutMs / 1000} s for ${count} finished executions of workflow ${workflowId}; there are: ${describeStatuses(executions)}.`,
				);
			}
			await sleep(POLL_INTERVAL_MS);
		}
		const withData = await this.pages(
			`/executions?workflowId=${workflowId}&includeData=true`,
			executionWithDataSchema,
		);
		return withData.sort((a, b) => Number(a.id) - Number(b.id));
	}

	private async waitForWebhook(
		workflowId: string,
		answers: () => Promise<boolean>,
		wanted: boolean,
	): Promise<void> {
		const deadline = Date.now() + ACTIVATION_TIMEOUT_MS;
		while ((await answers()) !== wanted) {
			if (Date.now() > deadline) {
				const [change, state] = wanted
					? ['activated', 'did not answer yet']
					: ['deactivated', 'still answered'];
				throw new Error(
					`Workflow ${workflowId} was ${change}, but its webhook ${state} after ${ACTIVATION_TIMEOUT_MS / 1000} s.`,
				);
			}
			await sleep(POLL_INTERVAL_MS);
		}
	}

	private async pages<T extends z.ZodType>(path: string, schema: T): Promise<Array<z.infer<T>>> {
		const all: Array<z.infer<T>> = [];
		let cursor: string | null | undefined;
		do {
			const query = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
			const json = await this.publicApi('GET', `${path}&limit=${PAGE_SIZE}${query}`);
			const page = pageOf(schema).parse(json);
			all.push(...page.data);
			cursor = page.nextCursor;
		} while (cursor);
		return all;
	}
}
