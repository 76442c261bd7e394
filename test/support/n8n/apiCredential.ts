/** Credentials in a throw-away n8n, of whatever type. */
import { z } from 'zod/v4';
import type { N8nClient } from './client';
import { FAKE_API_KEY } from '../fakeApi/server';
import type { SavedCredential } from './credentials';

const savedSchema = z.object({ data: z.object({ id: z.string(), name: z.string() }) });

export async function createCredential(
	client: N8nClient,
	type: string,
	data: Record<string, unknown>,
): Promise<SavedCredential> {
	const body = { name: `Test ${type}`, type, data };
	return savedSchema.parse(await client.editorApi('POST', '/credentials', body)).data;
}

/** For the fake API at that address. */
export const createApiCredential = async (
	client: N8nClient,
	baseUrl: string,
): Promise<SavedCredential> =>
	await createCredential(client, 'beyondPresenceApi', { apiKey: FAKE_API_KEY, baseUrl });
