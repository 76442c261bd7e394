import { randomInt } from 'node:crypto';
import { z } from 'zod/v4';
import { requestJson } from './http';

/** The owner of a throw-away n8n. n8n expects a password of 8 or more characters with a digit and a capital. */
export interface Owner {
	email: string;
	password: string;
}

/** What a browser needs to be logged in. */
export interface SessionCookie {
	name: string;
	value: string;
}

/** How long a key for the public API is good, at least, in seconds. */
const KEY_LIFETIME_S = 7 * 24 * 60 * 60;

const COOKIE_NAME = 'n8n-auth';

/** Responses to the editor's calls are `{ data }`. */
const scopesSchema = z.object({ data: z.array(z.string()) });
const apiKeySchema = z.object({ data: z.object({ rawApiKey: z.string() }) });

function sessionCookie(response: Response): SessionCookie {
	for (const header of response.headers.getSetCookie()) {
		const [, value] = new RegExp(`^${COOKIE_NAME}=([^;]+)`).exec(header) ?? [];
		if (value !== undefined) return { name: COOKIE_NAME, value };
	}
	throw new Error(`n8n logged in without setting the cookie "${COOKIE_NAME}".`);
}

/** Makes the owner of a new n8n. Throws an N8nApiError (400) if there is one already. */
export async function setUpOwner(baseUrl: string, owner: Owner): Promise<SessionCookie> {
	const { response } = await requestJson({
		method: 'POST',
		url: `${baseUrl}/rest/owner/setup`,
		body: { ...owner, firstName: 'Demo', lastName: 'Owner' },
	});
	return sessionCookie(response);
}

export const cookieHeader = ({ name, value }: SessionCookie) => ({ cookie: `${name}=${value}` });

/** Makes a key for the public API that may do everything its owner may. */
export async function createApiKey(baseUrl: string, cookie: SessionCookie): Promise<string> {
	const url = `${baseUrl}/rest/api-keys`;
	const headers = cookieHeader(cookie);
	const { json } = await requestJson({ method: 'GET', url: `${url}/scopes`, headers });
	const created = await requestJson({
		method: 'POST',
		url,
		headers,
		body: {
			label: `tools ${Date.now()}`,
			scopes: scopesSchema.parse(json).data,
			// n8n 1.x makes the same key twice in one second, and then refuses it, unless these differ.
			expiresAt: Math.floor(Date.now() / 1000) + KEY_LIFETIME_S + randomInt(KEY_LIFETIME_S),
		},
	});
	return apiKeySchema.parse(created.json).data.rawApiKey;
}
