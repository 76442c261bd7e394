/** The node's parameters, read and checked by each poll; the first one is part of publishing. */
import { NodeOperationError, type INode, type IPollFunctions } from 'n8n-workflow';
import { isJsonObject } from '../shared/fields/jsonObject';
import { isChosen, readAgents } from '../shared/parameters/agentFilter';
import { isExpression, noExpressions } from '../shared/parameters/expressions';
import { shown } from '../shared/fields/values';
import * as z from '../shared/schema';
import { MAX_DAYS, MAX_WAIT_MINUTES } from './description';

const MINUTE_MS = 60_000;

interface Settings {
	/** How far the first poll goes back, in days; undefined for calls from then on only. */
	firstRunDays: number | undefined;
	/** Whether calls of this agent are wanted; an unknown agent's are. */
	isWanted: (agentId: string | undefined) => boolean;
	/** How long after its end a call is emitted, in ms. */
	waitMs: number;
	addDetails: boolean;
	addFacts: boolean;
}

const FIX = 'Fix this field of the node, then publish the workflow again.';

/** The fields whose saved values decide about every poll, by their paths. */
const FIXED_FIELDS: Record<string, string> = {
	firstRun: 'Start With',
	firstRunDays: 'Days',
	options: 'Options',
};

function hasExpression(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return isExpression(value);
	return Object.values(value).some(hasExpression);
}

/**
 * An expression is worth something else at every poll, or fails then. The form offers none; a
 * workflow that was imported or written by hand may have one.
 */
function refuseExpressions(node: INode): void {
	for (const [name, label] of Object.entries(FIXED_FIELDS)) {
		if (!hasExpression(node.parameters[name])) continue;
		throw new NodeOperationError(node, noExpressions(`'${label}'`), { description: FIX });
	}
}

function readNumber(node: INode, label: string, value: unknown, from: number, to: number): number {
	const number = z.coerce.number().check(z.gte(from), z.lte(to)).safeParse(value);
	if (number.success) return number.data;
	throw new NodeOperationError(
		node,
		`'${label}' must be a number from ${from} to ${to}, got ${shown(value)}`,
		{ description: FIX },
	);
}

/** @throws NodeOperationError that names the field, if a parameter is not as expected */
export function readSettings(context: IPollFunctions): Settings {
	const node = context.getNode();
	refuseExpressions(node);
	// As saved: n8n would evaluate an expression.
	const filters: unknown = node.parameters.filters;
	const { agentIds, problems } = readAgents(isJsonObject(filters) ? filters.agents : undefined);
	const [problem] = problems;
	if (problem !== undefined) throw new NodeOperationError(node, problem, { description: FIX });
	const options: unknown = context.getNodeParameter('options', {});
	const saved = isJsonObject(options) ? options : {};
	const { waitAfterCallEnded = 0, addCallDetails = false, addCallFacts = false } = saved;
	const wait = readNumber(node, 'Wait After Call Ended', waitAfterCallEnded, 0, MAX_WAIT_MINUTES);
	const goesBack = context.getNodeParameter('firstRun') === 'lastDays';
	return {
		firstRunDays: goesBack
			? readNumber(node, 'Days', context.getNodeParameter('firstRunDays'), 1, MAX_DAYS)
			: undefined,
		isWanted: (agentId) => agentId === undefined || isChosen(agentIds, agentId),
		waitMs: wait * MINUTE_MS,
		addDetails: addCallDetails === true,
		addFacts: addCallFacts === true,
	};
}
