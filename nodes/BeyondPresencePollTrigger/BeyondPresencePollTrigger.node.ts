import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import type { CallEndedItem } from '../shared/events/items';
import { API_CREDENTIAL } from '../shared/api/credential';
import { searchAgents } from '../shared/parameters/listSearch/searchAgents';
import { toNodeError } from '../shared/errors';
import { apiSource } from './apiSource';
import { properties } from './description';
import { newestCall } from './newestCall';
import { LIMITS, loadProgress, progressFrom, saveProgress } from './progress';
import { pollCalls, startFromNow } from './recover';
import { readSettings } from './settings';
import { unreadableCalls } from './unreadableCalls';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** n8n starts a poll on time, also when the one before is not through; told by their static data. */
const underWay = new WeakSet<object>();

const toOutput = (calls: CallEndedItem[]): INodeExecutionData[][] => [
	calls.map((call) => ({ json: { ...call } })),
];

/**
 * At its start, n8n gives up for a while a workflow whose first poll fails. That would not do for a
 * safety net, whose workflow may have a webhook trigger as well.
 */
const isStartOfN8n = (context: IPollFunctions): boolean =>
	['init', 'leadershipChange'].includes(context.getActivationMode());

/** As a failed execution, which n8n saves and tells the error workflow. */
const show = (context: IPollFunctions, error: unknown): void =>
	context.__emitError(toNodeError(context.getNode(), error));

async function pollOnce(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const { firstRunDays, isWanted } = readSettings(context);
	const source = apiSource(context);
	if (context.getMode() === 'manual') {
		return toOutput([await newestCall(context.getNode(), source, isWanted)]);
	}

	const staticData = context.getWorkflowStaticData('node');
	const now = Date.now();
	let before = loadProgress(staticData);
	if (before === undefined && firstRunDays === undefined) {
		saveProgress(staticData, await startFromNow(source, LIMITS, now));
		return null;
	}
	before ??= progressFrom(now - (firstRunDays ?? 0) * DAY_MS);

	const { isLate } = source;
	const poll = await pollCalls(before, { source, isWanted, limits: LIMITS, now, isLate });
	saveProgress(staticData, poll.progress);
	const unreadable = unreadableCalls(context.getNode(), poll.failures);
	if (unreadable) show(context, unreadable);
	if (poll.items.length === 0 && poll.listError !== undefined) {
		throw toNodeError(context.getNode(), poll.listError);
	}
	if (poll.listError !== undefined) show(context, poll.listError);
	return poll.items.length > 0 ? toOutput(poll.items) : null;
}

export class BeyondPresencePollTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Beyond Presence Poll Trigger',
		name: 'beyondPresencePollTrigger',
		icon: {
			light: 'file:../../icons/beyondPresence.svg',
			dark: 'file:../../icons/beyondPresence.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: 'Call Ended',
		description:
			'Starts the workflow when a call with a video agent has ended, by asking the Beyond Presence API regularly',
		defaults: { name: 'Beyond Presence Poll Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		outputNames: ['Call Ended'],
		credentials: [{ name: API_CREDENTIAL, required: true }],
		properties,
	};

	methods = { listSearch: { searchAgents } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		if (this.getMode() === 'manual') return await pollOnce(this);
		const staticData = this.getWorkflowStaticData('node');
		if (underWay.has(staticData)) return null;
		underWay.add(staticData);
		try {
			return await pollOnce(this);
		} catch (error) {
			if (!isStartOfN8n(this)) throw toNodeError(this.getNode(), error);
			show(this, error);
			return null;
		} finally {
			underWay.delete(staticData);
		}
	}
}
