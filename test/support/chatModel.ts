/** A chat model that says what a test wants, behind the API that OpenAI's clients ask. */
import { createServer } from 'node:http';
import { z } from 'zod/v4';

const requestSchema = z.object({
	messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })),
	tools: z
		.array(
			z.object({
				function: z.object({
					name: z.string(),
					description: z.string(),
					parameters: z.looseObject({}),
				}),
			}),
		)
		.default([]),
});
type ChatRequest = z.infer<typeof requestSchema>;

/** What the model says next: a text, or a call of a tool with its arguments. */
type ChatTurn = { text: string } | { tool: string; with: object };

const LOCALHOST = '127.0.0.1';

function completion(turn: ChatTurn, number: number) {
	const isText = 'text' in turn;
	const call = isText
		? undefined
		: { id: `call_${number}`, type: 'function', function: asFunction(turn) };
	const message = { role: 'assistant', content: isText ? turn.text : null };
	return {
		...{ id: `chat_${number}`, object: 'chat.completion', created: 0, model: 'scripted' },
		choices: [
			{
				index: 0,
				message: call ? { ...message, tool_calls: [call] } : message,
				finish_reason: isText ? 'stop' : 'tool_calls',
			},
		],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

const asFunction = (turn: { tool: string; with: object }) => ({
	name: turn.tool,
	arguments: JSON.stringify(turn.with),
});

/** Starts the model; its turns come in their order, one for each request. */
export async function startChatModel(turns: readonly ChatTurn[]) {
	const requests: ChatRequest[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			requests.push(requestSchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
			const turn = turns[requests.length - 1] ?? { text: 'The script has no more turns.' };
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(JSON.stringify(completion(turn, requests.length)));
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject).listen(0, LOCALHOST, resolve);
	});
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return {
		/** The base URL for the credential, with the version. */
		url: `http://${LOCALHOST}:${port}/v1`,
		/** Every request so far, oldest first. */
		requests,
		stop: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
