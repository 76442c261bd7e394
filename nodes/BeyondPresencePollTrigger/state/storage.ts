/**
 * Where the progress is kept between polls.
 *
 * - Usually in the workflow's static data, under the node's ID. n8n saves them when a poll returns
 *   items, a moment before it stores the execution; and with the activation.
 * - If n8n's poll scheduler keeps a durable cursor, in that: n8n passes it as the node's static data,
 *   keeps it under the node's ID, and saves it with the execution in one transaction, or alone after
 *   a poll without items. It does not save it after the poll of an activation, but saves the static
 *   data then; so what a poll without items leaves is in both.
 * - In this process, for polls that return nothing: without durable cursors n8n does not save those.
 *   What a poll with items leaves counts only once n8n has saved it, or if n8n has nothing else: an
 *   update by its public API removes the static data of a workflow.
 *
 * The newest of them counts. n8n saves no static data at all for a workflow whose ID has more than
 * 21 characters (2.41.1) or 16 (1.123.81). Another write of the workflow's static data may set them back,
 * because n8n saves one column for all nodes; after a restart, calls are then emitted again, and
 * none is lost.
 */
import type { IPollFunctions } from 'n8n-workflow';
import { putNewest } from '../../shared/boundedMap';
import { readStaticData, takeEarlierStaticData, writeStaticData } from '../../shared/staticData';
import { isJsonObject, type JsonObject } from '../../shared/fields/jsonObject';
import { readEarlier, readSaved, toSaved, type Saved } from './savedProgress';

/** For so many triggers, of usually a few kB each. */
const REMEMBERED = 200;

const unsaved = new Map<string, string>();
const lastResort = new Map<string, string>();

/** Tells triggers of all workflows apart; n8n's node IDs are unique only within a workflow. */
export const triggerKey = (context: IPollFunctions): string => {
	const { id, name } = context.getNode();
	return `${context.getWorkflow().id ?? ''}/${id || name}`;
};

/** The key in a durable cursor. */
const CURSOR_KEY = 'beyondPresence';
/** The key of versions before 1.0.0 in the node's static data. */
const EARLIER_KEY = 'progress';

/**
 * The durable cursor; undefined if there is none. n8n's usual static data watch for changes, and
 * this property is how; a cursor is a plain copy.
 */
function cursorOf(context: IPollFunctions): JsonObject | undefined {
	const staticData = context.getWorkflowStaticData('node');
	return '__dataChanged' in staticData ? undefined : staticData;
}

function parse(content: unknown): JsonObject[] {
	if (typeof content !== 'string') return [];
	try {
		const value: unknown = JSON.parse(content);
		return isJsonObject(value) ? [value] : [];
	} catch {
		// Cut off or edited by hand: the same as none, and another place may have one.
		return [];
	}
}

const savedAt = ({ savedAt: time }: JsonObject): number => (typeof time === 'number' ? time : 0);

/** What each place has, the newest first. */
function contentsOf(context: IPollFunctions): JsonObject[] {
	const contents = [
		cursorOf(context)?.[CURSOR_KEY],
		readStaticData(context),
		unsaved.get(triggerKey(context)),
	];
	return contents.flatMap(parse).sort((one, other) => savedAt(other) - savedAt(one));
}

/** What the newest poll left; undefined before the first one. */
export function loadProgress(context: IPollFunctions, now: number): Saved | undefined {
	for (const content of [...contentsOf(context), ...parse(lastResort.get(triggerKey(context)))]) {
		const saved = readSaved(content);
		if (saved) return saved;
	}
	const earlier = readEarlier(takeEarlierStaticData(context, EARLIER_KEY), now);
	return earlier && { kind: 'progress', progress: earlier };
}

/** @param hasItems whether the poll returns items, with which n8n saves the progress */
export function saveProgress(
	context: IPollFunctions,
	saved: Saved,
	now: number,
	hasItems: boolean,
): void {
	const [newest] = contentsOf(context);
	// Also later than the others if the clock was set back: an older one would count for ever.
	const time = newest === undefined ? now : Math.max(now, savedAt(newest) + 1);
	const content = JSON.stringify({ savedAt: time, ...toSaved(saved) });
	const cursor = cursorOf(context);
	if (cursor) cursor[CURSOR_KEY] = content;
	if (!cursor || !hasItems) writeStaticData(context, content);
	putNewest(lastResort, triggerKey(context), content, REMEMBERED);
	if (hasItems) unsaved.delete(triggerKey(context));
	else putNewest(unsaved, triggerKey(context), content, REMEMBERED);
}
