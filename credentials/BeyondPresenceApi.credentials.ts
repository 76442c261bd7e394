import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { API_CREDENTIAL, DEFAULT_BASE_URL } from '../nodes/shared/api/credential';

export class BeyondPresenceApi implements ICredentialType {
	name = API_CREDENTIAL;

	displayName = 'Beyond Presence API';

	icon: Icon = {
		light: 'file:../icons/beyondPresence.svg',
		dark: 'file:../icons/beyondPresence.dark.svg',
	};

	documentationUrl = 'https://docs.bey.dev/get-started/api';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Create one in the settings of the Beyond Presence dashboard',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			description: 'Only change this to use another address of the Beyond Presence API',
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
		const apiKey = String(credentials.apiKey ?? '').trim();
		return { ...requestOptions, headers: { ...requestOptions.headers, 'x-api-key': apiKey } };
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ $credentials.baseUrl || "${DEFAULT_BASE_URL}" }}`,
			url: '/v1/auth/verify',
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'Beyond Presence did not accept this API key. Copy it again from the Beyond Presence dashboard.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message: 'There is no Beyond Presence API at this base URL.',
				},
			},
		],
	};
}
