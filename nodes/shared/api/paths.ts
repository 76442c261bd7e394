import { NodeOperationError, type INode } from 'n8n-workflow';

/**
 * The collections of the API, with the words for one of their members in messages. Webhooks and this
 * package say call where the API says conversation.
 */
const COLLECTIONS = {
	agents: 'agent',
	avatars: 'avatar',
	conversations: 'call',
	'external-apis': 'external API',
	'knowledge-files': 'knowledge file',
	sessions: 'session',
} as const;

export type Collection = keyof typeof COLLECTIONS;

/** Where a call is created; the API has it under a name of its own. */
export const CREATE_CALL_PATH = '/v1/livekit-rooms';

export const collectionPath = (collection: Collection): string => `/v1/${collection}`;

/**
 * The path of one member of a collection. The ID is escaped, and one that would point anywhere
 * else (empty, `.` or `..`) is refused, because the same path is used to delete.
 *
 * @throws NodeOperationError if the ID is missing or cannot be one
 */
export function memberPath(
	node: INode,
	collection: Collection,
	id: string,
	itemIndex?: number,
): string {
	const trimmed = id.trim();
	if (/^\.*$/.test(trimmed)) {
		const what = COLLECTIONS[collection];
		throw new NodeOperationError(node, `The ID of the ${what} is missing`, {
			description: `Choose the ${what} from the list, or enter its ID. If the ID comes from an expression, check that the expression returns a value.`,
			itemIndex,
		});
	}
	return `${collectionPath(collection)}/${encodeURIComponent(trimmed)}`;
}

/** Which object a path is about: `/v1/agents/abc` is the agent `abc`, `/v1/agents` any agent. */
export function subjectOf(path: string): { what: string; id: string | undefined } {
	const [, , collection = '', id] = path.split('/');
	const what = Object.entries(COLLECTIONS).find(([name]) => name === collection)?.[1] ?? 'object';
	return { what, id: id === undefined ? undefined : decodeURIComponent(id) };
}
