/** Credentials in a throw-away n8n. */
import { z } from 'zod/v4';
import { FAKE_API_KEY } from '../fakeApi/server';
import type { N8nClient } from './client';

const SECRET_TYPE = 'beyondPresenceWebhookApi';

export interface SavedCredential {
	id: string;
	name: string;
}

export interface WebhookSecret {
	method: 'queryParameter' | 'bearerToken' | 'hmacSha256';
	secret: string;
	queryParameterName?: string;
	signatureHeader?: string;
}

const savedSchema = z.object({ data: z.object({ id: z.string(), name: z.string() }) });
const testResultSchema = z.object({ data: z.object({ status: z.string(), message: z.string() }) });

/** @param data an object: an interface has no index signature */
export async function createCredential(
	client: N8nClient,
	type: string,
	data: object,
): Promise<SavedCredential> {
	const body = { name: `Test ${type}`, type, data };
	return savedSchema.parse(await client.editorApi('POST', '/credentials', body)).data;
}

/** For the fake API at that address. */
export const createApiCredential = async (client: N8nClient, baseUrl: string) =>
	await createCredential(client, 'beyondPresenceApi', { apiKey: FAKE_API_KEY, baseUrl });

export const createSecret = async (client: N8nClient, data: WebhookSecret) =>
	await createCredential(client, SECRET_TYPE, data);

export async function changeSecret(
	client: N8nClient,
	{ id, name }: SavedCredential,
	data: WebhookSecret,
): Promise<void> {
	await client.editorApi('PATCH', `/credentials/${id}`, { name, type: SECRET_TYPE, data });
}

export async function deleteSecret(client: N8nClient, { id }: SavedCredential): Promise<void> {
	await client.editorApi('DELETE', `/credentials/${id}`);
}

/** What the editor shows when the credential is saved. */
export async function testSecret(
	client: N8nClient,
	{ id, name }: SavedCredential,
	data: WebhookSecret,
): Promise<{ status: string; message: string }> {
	const body = { credentials: { id, name, type: SECRET_TYPE, data } };
	return testResultSchema.parse(await client.editorApi('POST', '/credentials/test', body)).data;
}
