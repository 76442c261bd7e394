import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** The credential type that carries the API key, shared by all nodes of this package. */
export const API_CREDENTIAL = 'beyondPresenceApi';

/** Where the published API lives. */
export const DEFAULT_BASE_URL = 'https://api.bey.dev';

/** The key as it is sent; empty if there is none. */
export const apiKeyOf = ({ apiKey }: ICredentialDataDecryptedObject): string =>
	String(apiKey ?? '').trim();

/**
 * The address of the API that a credential names, without a slash at its end. Credentials saved by
 * the vendor's own package have no `baseUrl`; a missing or blank one means the published API.
 */
export function baseUrlOf(credentials: ICredentialDataDecryptedObject): string {
	const { baseUrl } = credentials;
	const given = typeof baseUrl === 'string' ? baseUrl.trim().replace(/\/+$/, '') : '';
	return given === '' ? DEFAULT_BASE_URL : given;
}
