import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';
import {
	DEFAULT_QUERY_PARAMETER,
	DEFAULT_SIGNATURE_HEADER,
	MIN_SECRET_CHARACTERS,
} from '../nodes/shared/webhookSecret';

/** Tested by the trigger node (`testedBy`), because there is nothing to call. */
export class BeyondPresenceWebhookApi implements ICredentialType {
	name = 'beyondPresenceWebhookApi';

	displayName = 'Beyond Presence Webhook Secret API';

	icon: Icon = {
		light: 'file:../icons/beyondPresence.svg',
		dark: 'file:../icons/beyondPresence.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-beyond-presence/n8n-nodes-beyond-presence/blob/main/docs/security.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Method',
			name: 'method',
			type: 'options',
			options: [
				{
					name: 'Query Parameter',
					value: 'queryParameter',
					description:
						'The secret is part of the webhook URL: works with Beyond Presence as it is today',
				},
				{
					name: 'Bearer Token',
					value: 'bearerToken',
					description: 'The secret is sent in the header Authorization',
				},
				{
					name: 'HMAC SHA-256',
					value: 'hmacSha256',
					description: 'The secret is never sent: each request carries a signature made with it',
				},
			],
			default: 'queryParameter',
			description: 'How a request shows that its sender knows the secret',
		},
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: `At least ${MIN_SECRET_CHARACTERS} characters that nobody can guess. "openssl rand -hex 32" prints a good one.`,
		},
		{
			displayName: 'Query Parameter Name',
			name: 'queryParameterName',
			type: 'string',
			default: DEFAULT_QUERY_PARAMETER,
			displayOptions: { show: { method: ['queryParameter'] } },
			description:
				'Append it to the webhook URL with the secret, percent-encoded: ?secret=&lt;your secret&gt;',
		},
		{
			displayName: 'Signature Header',
			name: 'signatureHeader',
			type: 'string',
			default: DEFAULT_SIGNATURE_HEADER,
			displayOptions: { show: { method: ['hmacSha256'] } },
			description:
				'The header with the HMAC SHA-256 of the body, in hexadecimal digits, with or without "sha256=" before them',
		},
	];
}
