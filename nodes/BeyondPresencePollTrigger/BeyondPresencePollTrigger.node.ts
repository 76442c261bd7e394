import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { API_CREDENTIAL } from '../shared/api/credential';
import { toNodeError } from '../shared/errors';
import type { CallEndedItem } from '../shared/events/items';
import { searchAgents } from '../shared/parameters/listSearch/searchAgents';
import { apiSource } from './api/apiSource';
import { Troubles } from './api/troubles';
import { panelTexts, properties } from './description';
import { pollCalls } from './poll/poll';
import { startFrom, startFromNow } from './poll/start';
import { report } from './report';
import { readSettings } from './settings';
import { takeTurn, type Turn } from './state/overlap';
import { progressFrom, LIMITS, type Progress } from './state/progress';
import type { Saved } from './state/savedProgress';
import { loadProgress, saveProgress, triggerKey } from './state/storage';
import { testEvent } from './testEvent';

const DAY_MS = 24 * 60 * 60 * 1_000;

const toOutput = (calls: CallEndedItem[]): INodeExecutionData[][] => [
	calls.map((call) => ({ json: { ...call } })),
];

async function fetchTestEvent(context: IPollFunctions): Promise<INodeExecutionData[][]> {
	const settings = readSettings(context);
	const { source } = apiSource(context);
	return toOutput([await testEvent({ ...settings, node: context.getNode(), source })]);
}

async function pollOnce(
	context: IPollFunctions,
	saved: Saved | undefined,
	turn: Turn,
): Promise<INodeExecutionData[][] | null> {
	const { firstRunDays, ...settings } = readSettings(context);
	const { source, isLate } = apiSource(context);
	const now = Date.now();
	const options = { ...settings, source, limits: LIMITS, now, isLate };
	let progress: Progress;
	if (saved?.kind === 'progress') ({ progress } = saved);
	else if (firstRunDays !== undefined) {
		progress = progressFrom((saved?.since ?? now) - firstRunDays * DAY_MS);
	} else if (saved?.kind === 'waiting') progress = startFrom(saved.since);
	else {
		progress = await startFromNow(options);
		if (!turn.isOver()) saveProgress(context, { kind: 'progress', progress }, now, false);
		return null;
	}

	const { items, troubles } = await pollCalls(progress, options);
	// Another poll has taken over after many minutes, and will emit the same calls.
	if (turn.isOver()) return null;
	saveProgress(context, { kind: 'progress', progress }, now, items.length > 0);
	report(context, triggerKey(context), troubles, now);
	return items.length > 0 ? toOutput(items) : null;
}

/** The contexts whose first poll has begun: until n8n 2.44, all polls after an activation share one. */
const begun = new WeakSet<IPollFunctions>();

/**
 * Whether a person waits for this poll to say that the workflow can be published. When n8n starts,
 * nobody does, and n8n would give up for a while a workflow whose first poll fails; a workflow with
 * a webhook trigger beside this one would then lose its events.
 */
function isActivation(
	context: IPollFunctions,
	isFirst: boolean,
	saved: Saved | undefined,
): boolean {
	const mode = context.getActivationMode();
	if (mode === 'init' || mode === 'leadershipChange') return false;
	// n8n's poll scheduler calls every poll an update, each in a context of its own.
	return mode === 'update' ? saved === undefined : isFirst;
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
		description: 'Starts the workflow when a call has ended, if webhooks cannot reach n8n',
		...panelTexts,
		defaults: { name: 'Beyond Presence Poll Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: API_CREDENTIAL, required: true }],
		properties,
	};

	methods = { listSearch: { searchAgents } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		if (this.getMode() === 'manual') return await fetchTestEvent(this);
		const now = Date.now();
		const turn = takeTurn(triggerKey(this), now);
		if (turn === undefined) return null;
		const isFirst = !begun.has(this);
		begun.add(this);
		const saved = loadProgress(this, now);
		try {
			return await pollOnce(this, saved, turn);
		} catch (error) {
			if (isActivation(this, isFirst, saved)) throw toNodeError(this.getNode(), error);
			// Calls that end from now on are new, although no poll could tell which ones were old.
			if (!saved) saveProgress(this, { kind: 'waiting', since: now }, now, false);
			const troubles = new Troubles();
			const { message } = toNodeError(this.getNode(), error);
			troubles.add(`poll ${message}`, message, message, { cause: error, isAboutAll: true });
			report(this, triggerKey(this), troubles.all, now);
			return null;
		} finally {
			turn.end();
		}
	}
}
