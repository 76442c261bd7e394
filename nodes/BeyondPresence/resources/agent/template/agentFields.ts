/** The agent that a template makes: a copy with its variables filled in. */
import type { IDataObject } from 'n8n-workflow';
import { safeForLog } from '../../../../shared/errors';
import { isLonger } from '../../../shared/parameters';
import { LONGEST_GREETING, LONGEST_SYSTEM_PROMPT } from '../fields/settings';
import { fillIn, lengthFilledIn, variablesIn } from './fillIn';

/** The texts of a template that have variables, with their longest length in characters. */
const TEXTS = [
	{ key: 'system_prompt', label: 'system prompt', longest: LONGEST_SYSTEM_PROMPT },
	{ key: 'greeting', label: 'greeting', longest: LONGEST_GREETING },
] as const;

/**
 * Fields that the API sets itself. Only `id` is documented; the others are what APIs of this kind
 * add. Every other field is copied, so that a newer setting of an agent is not lost.
 */
const READ_ONLY = /^(id|object|call_link|(organization|workspace)_id)$|_(at|by)$/;

/** A longer text cannot be an agent's; it is refused before it is read. */
const LONGEST_READ = 10 * LONGEST_SYSTEM_PROMPT;

/** So many names are listed in a message. */
const MOST_NAMED = 100;

/** The fields of the new agent, or why there can be none. */
type FromTemplate =
	{ kind: 'agent'; fields: IDataObject } | { kind: 'refused'; message: string; advice: string };

const refused = (message: string, advice: string): FromTemplate => ({
	...{ kind: 'refused', message, advice },
});

const count = (characters: number): string => characters.toLocaleString('en-US');

function quoted(names: string[]): string {
	const named = names.slice(0, MOST_NAMED).map((name) => `'${safeForLog(name)}'`);
	const others = names.length - named.length;
	return others > 0 ? `${named.join(', ')} and ${others} more` : named.join(', ');
}

/** Names the variables without a value, and the values without a variable. */
function differences(needed: Set<string>, values: ReadonlyMap<string, string>) {
	const missing = [...needed].filter((name) => !values.has(name));
	const unknown = [...values.keys()].filter((name) => !needed.has(name));
	const parts = [
		...(missing.length > 0 ? [`needs a value for ${quoted(missing)}`] : []),
		...(unknown.length > 0 ? [`has no variable ${quoted(unknown)}`] : []),
	];
	return parts.join(', and ');
}

/** Says which value takes the most room, because that is the one to shorten. */
function adviceOnLength(text: string, values: ReadonlyMap<string, string>): string {
	const used = [...variablesIn(text)].map((name) => ({
		name,
		length: values.get(name)?.length ?? 0,
	}));
	const [longest] = used.sort((one, other) => other.length - one.length);
	if (longest === undefined) return 'Shorten the text of the template.';
	return `Shorten the template or the values of 'Variables'; the longest is ${quoted([longest.name])} with ${count(longest.length)} characters.`;
}

function tooLong(
	text: string,
	{ label, longest }: (typeof TEXTS)[number],
	values: ReadonlyMap<string, string>,
): FromTemplate {
	const message = `The ${label} would have more than ${count(longest)} characters, the most that Beyond Presence accepts`;
	const readable = text.length <= LONGEST_READ;
	return refused(message, readable ? adviceOnLength(text, values) : adviceOnLength('', values));
}

/**
 * Copies a template and fills in its variables. An empty greeting becomes no greeting. Lengths are
 * checked before a text is made.
 *
 * @param template the agent as the API returns it
 * @param values the values of the variables by name
 */
export function agentFromTemplate(
	template: IDataObject,
	values: ReadonlyMap<string, string>,
): FromTemplate {
	const texts = TEXTS.flatMap((kind) => {
		const text = template[kind.key];
		return typeof text === 'string' ? [{ kind, text }] : [];
	});
	const huge = texts.find(({ text }) => text.length > LONGEST_READ);
	if (huge) return tooLong(huge.text, huge.kind, values);

	const needed = new Set<string>();
	for (const { text } of texts) for (const name of variablesIn(text)) needed.add(name);
	const difference = differences(needed, values);
	if (difference !== '') {
		const advice =
			"Give each {{name}} in the template's system prompt and greeting one row under 'Variables'. Upper and lower case count.";
		return refused(`The template ${difference}`, advice);
	}

	const copied = Object.entries(template).filter(([key]) => !READ_ONLY.test(key));
	const fields: IDataObject = Object.fromEntries(copied);
	for (const { kind, text } of texts) {
		// A character takes at most two code units.
		const isHuge = lengthFilledIn(text, values) > 2 * kind.longest;
		const filledIn = isHuge ? '' : fillIn(text, values);
		if (isHuge || isLonger(filledIn, kind.longest)) return tooLong(text, kind, values);
		fields[kind.key] = filledIn;
	}
	if (fields.greeting === '') fields.greeting = null;
	if (fields.system_prompt === '') {
		const advice = 'Write a system prompt in the template, or give its variables values.';
		return refused('The system prompt would be empty', advice);
	}
	return { kind: 'agent', fields };
}
