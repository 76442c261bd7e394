/**
 * The node's parameters as they are saved. They are read without n8n's evaluation: an expression
 * would cost a V8 isolate for each request, and one that fails would lose the event.
 */
import { NodeOperationError, type INode, type Logger } from 'n8n-workflow';
import { safeForLog } from '../shared/errors';
import { EVENT_NAMES, type EventName } from '../shared/events/event';
import { isJsonObject } from '../shared/fields/jsonObject';
import { shown } from '../shared/fields/values';
import { readAgents } from '../shared/parameters/agentFilter';
import { isExpression, noExpressions } from '../shared/parameters/expressions';
import * as z from '../shared/schema';
import type { AgentFilter } from './filter/agents';
import type { Selection } from './filter/select';

interface Settings extends Selection, AgentFilter {
	simplify: boolean;
	/** Whether the API may be asked for what events do not say. */
	useApi: boolean;
	/** Only with `useApi`. */
	addCallDetails: boolean;
	addCallFacts: boolean;
	ignoreDuplicates: boolean;
	/**
	 * What has to be fixed in the form, one sentence each. Publishing refuses such a node; a setting
	 * that was broken later filters nothing out, because a refused event is lost.
	 */
	problems: string[];
}

const choice = <Value extends string>(...values: Value[]) => ({
	schema: z.enum(values),
	expected: `one of ${values.map((value) => `'${value}'`).join(', ')}`,
});
const switchedOn = { schema: z.boolean(), expected: 'true or false' };
const someEvents = {
	schema: z.array(z.enum(EVENT_NAMES)).check(z.minLength(1)),
	expected: `at least one of ${EVENT_NAMES.map((name) => `'${name}'`).join(', ')}`,
};
const authentication = choice('none', 'webhookSecret');
const unknownAgent = choice('pass', 'drop');
const sender = choice('any', 'user', 'agent');

const quoted = (value: unknown) =>
	Array.isArray(value) ? `[${value.slice(0, 10).map(shown).join(', ')}]` : shown(value);

/** Never throws. */
export function readSettings({ parameters }: INode): Settings {
	const problems: string[] = [];

	function read<Value>(
		label: string,
		value: unknown,
		{ schema, expected }: { schema: z.ZodMiniType<Value>; expected: string },
		fallback: Value,
	): Value {
		if (value === undefined) return fallback;
		const parsed = schema.safeParse(value);
		if (parsed.success) return parsed.data;
		problems.push(
			isExpression(value)
				? noExpressions(`'${label}'`)
				: `'${label}': expected ${expected}, got ${quoted(value)}.`,
		);
		return fallback;
	}

	function group(label: string, value: unknown) {
		if (value === undefined || isJsonObject(value)) return value ?? {};
		problems.push(`'${label}': expected a group of fields, got ${shown(value)}.`);
		return {};
	}

	const filters = group('Filters', parameters.filters);
	const options = group('Options', parameters.options);
	const useApi = read('Use the API', parameters.useApi, switchedOn, false);
	read('Authentication', parameters.authentication, authentication, 'none');
	const events = read('Events', parameters.events, someEvents, [...EVENT_NAMES]);
	const agents = readAgents(filters.agents);
	return {
		events: new Set<EventName>(events),
		simplify: read('Simplify', parameters.simplify, switchedOn, true),
		useApi,
		agentIds: agents.agentIds,
		unknownAgent: read('If the Agent Is Unknown', filters.unknownAgent, unknownAgent, 'pass'),
		sender: read('Sender', filters.sender, sender, 'any'),
		addCallDetails: read('Add Call Details', options.addCallDetails, switchedOn, false) && useApi,
		addCallFacts: read('Add Call Facts', options.addCallFacts, switchedOn, false),
		ignoreDuplicates: read('Ignore Duplicates', options.ignoreDuplicates, switchedOn, false),
		problems: [...problems, ...agents.problems],
	};
}

/**
 * Without a webhook ID, which `n8n import:workflow` does not give, n8n registers a URL with the node's
 * name percent-encoded and looks it up decoded (1.123 and 2.41): events would get a 404 response.
 */
function isUnreachable({ webhookId, name }: INode): boolean {
	return webhookId === undefined && encodeURIComponent(name) !== name;
}

/** @throws NodeOperationError that names the first field to fix, and the others below it */
export function checkSettings(node: INode): void {
	if (isUnreachable(node)) {
		throw new NodeOperationError(node, `'${node.name}' has no webhook URL yet`, {
			description:
				'The workflow was imported without a webhook ID. Open it in the editor, move a node so that it is saved, then publish it.',
		});
	}
	const [first, ...others] = readSettings(node).problems;
	if (first === undefined) return;
	throw new NodeOperationError(node, first, {
		description: [...others, 'Change the field, then publish the workflow again.'].join(' '),
	});
}

/** Says in the log what has to be fixed in the form. */
export function reportProblems(logger: Logger, node: INode): void {
	for (const problem of readSettings(node).problems) {
		logger.warn(`"${safeForLog(node.name)}" has a broken setting: ${safeForLog(problem)}`);
	}
}
