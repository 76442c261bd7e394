/** Credentials of the webhook secret in a throw-away n8n. */
import { z } from 'zod/v4';
import type { N8nClient } from './client';

const TYPE = 'beyondPresenceWebhookApi';

export interface WebhookSecret {
	method: 'queryParameter' | 'bearerToken' | 'hmacSha256';
	secret: string;
	queryParameterName?: string;
	signatureHeader?: string;
}

export interface SavedCredential {
	id: string;
	name: string;
}

const savedSchema = z.object({ data: z.object({ id: z.string(), name: z.string() }) });
const testResultSchema = z.object({ data: z.object({ status: z.string(), message: z.string() }) });

export async function createSecret(
	client: N8nClient,
	data: WebhookSecret,
): Promise<SavedCredential> {
	const body = { name: `Secret in ${data.method}`, type: TYPE, data };
	const { id, name } = savedSchema.parse(await client.editorApi('POST', '/credentials', body)).data;
	return { id, name };
}

export async function changeSecret(
	client: N8nClient,
	{ id, name }: SavedCredential,
	data: WebhookSecret,
): Promise<void> {
	await client.editorApi('PATCH', `/credentials/${id}`, { name, type: TYPE, data });
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
	const body = { credentials: { id, name, type: TYPE, data } };
	return testResultSchema.parse(await client.editorApi('POST', '/credentials/test', body)).data;
}
