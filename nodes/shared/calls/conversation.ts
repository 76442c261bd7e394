/** The facts and exchanges of a conversation, as the option Add Call Facts adds them. */
import * as z from '../schema';
import type { CallEndedItem } from '../events/items';
import type { ChatMessage } from '../events/messages';
import { isAgent, isUser } from '../events/speakers';
import { utcMs } from './utcTime';
import { countWords } from './words';

/** Of a conversation with more messages only the numbers of messages are computed. */
export const MAX_MESSAGES = 10_000;

/**
 * In characters of the user and the agent together. A longer conversation has no numbers of words and
 * no exchanges. This many take up to 0.2 s, and nobody speaks them in three hours.
 */
export const MAX_CHARACTERS = 200_000;

const numberOrNull = z.nullable(z.number());
const textOrNull = z.nullable(z.string());

export const callFacts = z.object({
	/** Null unless both messages have a time, and the last one is not before the first one. */
	duration_seconds: z.described(
		numberOrNull,
		'From the first message to the last one; 0 if there is only one',
	),
	/** Null only if the messages of the call are unknown. */
	user_messages: z.described(numberOrNull, 'How many messages are from the user'),
	/** Null only if the messages of the call are unknown. */
	agent_messages: z.described(numberOrNull, 'How many messages are from the agent'),
	/** As `countWords` counts them. */
	user_words: z.described(numberOrNull, 'How many words the user said'),
	/** As `countWords` counts them. */
	agent_words: z.described(numberOrNull, 'How many words the agent said'),
	/** Null if nobody said a word. */
	user_share_of_words: z.described(
		numberOrNull,
		"The user's share of the words of both: 0 to 1, rounded to four decimals",
	),
	/** Null if a message has no time, or if there are fewer than two messages. */
	longest_pause_seconds: z.described(
		numberOrNull,
		'The longest time from one message to the next one',
	),
	/** Null if one of the two has no time, or if there is no such message. */
	first_user_reply_seconds: z.described(
		numberOrNull,
		"From the agent's first message to the user's first message after it",
	),
	/** Null if neither said anything. */
	last_sender: z.described(textOrNull, 'Who sent the last message: user or agent'),
});
type CallFacts = z.infer<typeof callFacts>;

/** Messages that follow each other make one turn, whose texts are joined by line breaks. */
export const exchange = z.object({
	/** Null if the user spoke first, or if no text is known. */
	agent: z.described(textOrNull, "What the agent said, up to the user's next message"),
	/** Null if the user did not reply, or if no text is known. */
	user: z.described(textOrNull, "What the user said then, up to the agent's next message"),
	asked_at: z.described(textOrNull, "When the first of these messages of the agent's was sent"),
	answered_at: z.described(textOrNull, "When the first of these messages of the user's was sent"),
});
type Exchange = z.infer<typeof exchange>;

export type Conversation = {
	facts: CallFacts;
	exchanges: Exchange[];
};

type Speaker = 'agent' | 'user';

interface Said {
	speaker: Speaker;
	text: string;
	sent_at: string | null;
	/** Since 1970; undefined if there is no readable time. */
	ms: number | undefined;
}

const speakerOf = (sender: string | null): Speaker | undefined => {
	if (isAgent(sender)) return 'agent';
	return isUser(sender) ? 'user' : undefined;
};

/** What user and agent said: by time if all messages have one, else in the order of the messages. */
function inOrder(messages: readonly ChatMessage[]): Said[] {
	const said = messages.flatMap(({ sender, message, sent_at }): Said[] => {
		const speaker = speakerOf(sender);
		if (speaker === undefined) return [];
		return [{ speaker, text: message ?? '', sent_at, ms: utcMs(sent_at) }];
	});
	// Equal times keep the order of the messages.
	return said.every(({ ms }) => ms !== undefined)
		? said.sort((one, other) => (one.ms ?? 0) - (other.ms ?? 0))
		: said;
}

function secondsBetween(from: Said | undefined, to: Said | undefined): number | null {
	if (from?.ms === undefined || to?.ms === undefined || to.ms < from.ms) return null;
	return (to.ms - from.ms) / 1_000;
}

function longestPause(said: readonly Said[]): number | null {
	let longest: number | null = null;
	for (const [index, each] of said.entries()) {
		if (index === 0) continue;
		const pause = secondsBetween(said[index - 1], each);
		if (pause === null) return null;
		longest = Math.max(longest ?? 0, pause);
	}
	return longest;
}

function firstUserReply(said: readonly Said[]): number | null {
	const asked = said.findIndex(({ speaker }) => speaker === 'agent');
	if (asked === -1) return null;
	const answered = said.find(({ speaker }, index) => index > asked && speaker === 'user');
	return secondsBetween(said[asked], answered);
}

function wordFacts(said: readonly Said[]) {
	const wordsOf = (speaker: Speaker) => {
		const texts = said.filter((each) => each.speaker === speaker).map(({ text }) => text);
		return countWords(texts.join('\n'));
	};
	const [user_words, agent_words] = [wordsOf('user'), wordsOf('agent')];
	const all = user_words + agent_words;
	const user_share_of_words = all === 0 ? null : Math.round((user_words / all) * 10_000) / 10_000;
	return { user_words, agent_words, user_share_of_words };
}

function exchangesOf(said: readonly Said[]): Exchange[] {
	const turns: Array<Omit<Said, 'text' | 'ms'> & { texts: string[] }> = [];
	for (const { speaker, text, sent_at } of said) {
		let turn = turns.at(-1);
		if (turn?.speaker !== speaker) turns.push((turn = { speaker, sent_at, texts: [] }));
		if (text.trim() !== '') turn.texts.push(text);
	}
	const exchanges: Exchange[] = [];
	for (const { speaker, sent_at, texts } of turns) {
		const text = texts.length > 0 ? texts.join('\n') : null;
		const open = exchanges.at(-1);
		if (speaker === 'agent') {
			exchanges.push({ agent: text, user: null, asked_at: sent_at, answered_at: null });
		} else if (open) {
			Object.assign(open, { user: text, answered_at: sent_at });
		} else {
			exchanges.push({ agent: null, user: text, asked_at: null, answered_at: sent_at });
		}
	}
	return exchanges;
}

const UNKNOWN: CallFacts = {
	duration_seconds: null,
	user_messages: null,
	agent_messages: null,
	user_words: null,
	agent_words: null,
	user_share_of_words: null,
	longest_pause_seconds: null,
	first_user_reply_seconds: null,
	last_sender: null,
};

function countOf(messages: readonly ChatMessage[], wanted: Speaker): number {
	let count = 0;
	for (const { sender } of messages) if (speakerOf(sender) === wanted) count++;
	return count;
}

/**
 * Computed from the messages alone; those of other senders than user and agent do not count. Never
 * throws. Its cost is bounded by {@link MAX_MESSAGES} and {@link MAX_CHARACTERS}.
 *
 * @returns nulls and no exchanges if the item has no transcript, because its messages are unknown
 */
export function conversationOf({
	messages,
	transcript,
}: Pick<CallEndedItem, 'messages' | 'transcript'>): Conversation {
	if (transcript === null) return { facts: { ...UNKNOWN }, exchanges: [] };
	const counts = {
		user_messages: countOf(messages, 'user'),
		agent_messages: countOf(messages, 'agent'),
	};
	if (messages.length > MAX_MESSAGES) return { facts: { ...UNKNOWN, ...counts }, exchanges: [] };
	const said = inOrder(messages);
	const characters = said.reduce((sum, { text }) => sum + text.length, 0);
	const isReadable = characters <= MAX_CHARACTERS;
	return {
		facts: {
			...UNKNOWN,
			duration_seconds: secondsBetween(said[0], said.at(-1)),
			...counts,
			...(isReadable && wordFacts(said)),
			longest_pause_seconds: longestPause(said),
			first_user_reply_seconds: firstUserReply(said),
			last_sender: said.at(-1)?.speaker ?? null,
		},
		exchanges: isReadable ? exchangesOf(said) : [],
	};
}
