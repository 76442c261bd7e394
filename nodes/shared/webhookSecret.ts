/** The credential with the webhook secret: its defaults and limits, and how n8n saves it. */
import * as z from './schema';

export const WEBHOOK_CREDENTIAL = 'beyondPresenceWebhookApi';

/** In Unicode characters. Shorter ones can be guessed; generated ones have 32 and more. */
export const MIN_SECRET_CHARACTERS = 16;

export const DEFAULT_QUERY_PARAMETER = 'secret';
export const DEFAULT_SIGNATURE_HEADER = 'X-Signature';

const nameOr = (fallback: string) =>
	z.converted(z.withDefault(z.string(), fallback), (name) => name.trim() || fallback);

/** A name that is left blank means its default. */
export const webhookCredential = z.object({
	method: z.enum(['queryParameter', 'bearerToken', 'hmacSha256']),
	secret: z.string(),
	queryParameterName: nameOr(DEFAULT_QUERY_PARAMETER),
	signatureHeader: nameOr(DEFAULT_SIGNATURE_HEADER),
});
export type WebhookCredential = z.infer<typeof webhookCredential>;
