/** The node's parameters, read and checked by each poll; the first one is part of publishing. */
import { NodeOperationError, type INode, type IPollFunctions } from 'n8n-workflow';
import { isJsonObject } from '../shared/jsonObject';
import { agentsParameter, isChosen } from '../shared/parameters/agentFilter';
import { checkParameters } from '../shared/parameters/checkParameters';
import * as z from '../shared/schema';
import { MAX_DAYS, MAX_WAIT_MINUTES } from './description';

const MINUTE_MS = 60_000;

const filtersParameter = z.object({ filters: z.object({ agents: agentsParameter }) });

interface Settings {
	/** How far the first poll goes back, in days; undefined for calls from then on only. */
	firstRunDays: number | undefined;
	/** Whether calls of this agent are wanted; an unknown agent's are. */
	isWanted: (agentId: string | undefined) => boolean;
	/** How long after its end a call is emitted, in ms. */
	waitMs: number;
	addDetails: boolean;
}

const FIX = 'Fix this field of the node, then publish the workflow again.';

/** The fields whose saved values decide about every poll, by their paths. */
const FIXED_FIELDS: Record<string, string> = {
	firstRun: 'Start With',
	firstRunDays: 'Days',
	filters: 'Filters',
	options: 'Options',
};

/** The path to a saved expression, as strings that begin with an equals sign. */
function hasExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (typeof value !== 'object' || value === null) return false;
	return Object.values(value).some(hasExpression);
}

/**
 * An expression is worth something else at every poll, or fails then. The form offers none; a
 * workflow that was imported or written by hand may have one.
 */
function refuseExpressions(node: INode): void {
	for (const [name, label] of Object.entries(FIXED_FIELDS)) {
		if (!hasExpression(node.parameters[name])) continue;
		throw new NodeOperationError(node, `'${label}' must be a fixed value, got an expression`, {
			description: FIX,
		});
	}
}

/** A row without an agent would mean all agents, which nobody who adds a row wants. */
function refuseEmptyRows(node: INode, filters: unknown): void {
	const agents = isJsonObject(filters) ? filters.agents : undefined;
	const rows: unknown = isJsonObject(agents) ? agents.agent : undefined;
	if (!Array.isArray(rows)) return;
	const isEmpty = (row: unknown) => {
		const locator = isJsonObject(row) ? row.agentId : undefined;
		const value = isJsonObject(locator) ? locator.value : locator;
		return value === undefined || value === null || String(value).trim() === '';
	};
	const row = rows.findIndex(isEmpty);
	if (row === -1) return;
	throw new NodeOperationError(
		node,
		`'Filters' → 'Agents' → 'Agent' ${row + 1} is empty: expected an agent`,
		{ description: `Choose an agent or remove the row. ${FIX}` },
	);
}

function readNumber(node: INode, label: string, value: unknown, from: number, to: number): number {
	const number = z.coerce.number().check(z.gte(from), z.lte(to)).safeParse(value);
	if (number.success) return number.data;
	throw new NodeOperationError(
		node,
		`'${label}' must be a number from ${from} to ${to}, got ${JSON.stringify(value)}`,
		{ description: FIX },
	);
}

/** @throws NodeOperationError that names the field, if a parameter is not as expected */
export function readSettings(context: IPollFunctions): Settings {
	const node = context.getNode();
	refuseExpressions(node);
	const filters = context.getNodeParameter('filters', {});
	refuseEmptyRows(node, filters);
	const { agents } = checkParameters(node, filtersParameter, { filters }).filters;
	const options: unknown = context.getNodeParameter('options', {});
	const { waitAfterCallEnded = 0, addCallDetails = false } = isJsonObject(options) ? options : {};
	const wait = readNumber(node, 'Wait After Call Ended', waitAfterCallEnded, 0, MAX_WAIT_MINUTES);
	const goesBack = context.getNodeParameter('firstRun') === 'lastDays';
	return {
		firstRunDays: goesBack
			? readNumber(node, 'Days', context.getNodeParameter('firstRunDays'), 1, MAX_DAYS)
			: undefined,
		isWanted: (agentId) => agentId === undefined || isChosen(agents, agentId),
		waitMs: wait * MINUTE_MS,
		addDetails: addCallDetails === true,
	};
}
