import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { API_CREDENTIAL, apiKeyOf, DEFAULT_BASE_URL } from '../nodes/shared/api/credential';

export class BeyondPresenceApi implements ICredentialType {
	name = API_CREDENTIAL;

	displayName = 'Beyond Presence API';

	icon: Icon = {
		light: 'file:../icons/beyondPresence.svg',
		dark: 'file:../icons/beyondPresence.dark.svg',
	};

	documentationUrl = 'https://docs.bey.dev/concepts/api';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Create one in Studio (bey.studio/settings). Only a key of the default workspace may read the usage.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			description: 'Only change this to use the Beyond Presence API at another address',
		},
	];

	/**
	 * A function rather than n8n's generic rule, whose expression would cost a V8 isolate in n8n 2
	 * for each request that the webhook trigger makes.
	 */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const headers = { ...requestOptions.headers, 'x-api-key': apiKeyOf(credentials) };
		return { ...requestOptions, headers };
	}

	/** n8n shows the message of the rule for the status of the response. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ($credentials.baseUrl || "").trim() || "${DEFAULT_BASE_URL}" }}`,
			url: '/v1/auth/verify',
			// Wherever a redirect leads, the key must not follow.
			disableFollowRedirect: true,
		},
		rules: [
			...[301, 302, 303, 307, 308].map((value) => ({
				type: 'responseCode' as const,
				properties: {
					value,
					message:
						'The base URL redirects to another address, and the API key is not sent there. Enter that address as the base URL.',
				},
			})),
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'Beyond Presence rejected this API key. Copy it again from Studio (bey.studio/settings).',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'There is no Beyond Presence API at this base URL. Check it, or clear it to use the published API.',
				},
			},
		],
	};
}
