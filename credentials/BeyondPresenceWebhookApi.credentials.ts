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
						'The secret is part of the webhook URL. The only method that works with Beyond Presence today.',
				},
				{
					name: 'Bearer Token',
					value: 'bearerToken',
					description:
						'The secret is in the Authorization header. Beyond Presence cannot send it yet.',
				},
				{
					name: 'HMAC SHA-256',
					value: 'hmacSha256',
					description:
						'Each request carries a signature made with the secret. Beyond Presence cannot send it yet.',
				},
			],
			default: 'queryParameter',
			description: 'How a request proves that its sender knows the secret',
		},
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: `At least ${MIN_SECRET_CHARACTERS} characters. Use 32 random letters and digits, for example from a password manager.`,
		},
		{
			displayName: 'Query Parameter Name',
			name: 'queryParameterName',
			type: 'string',
			default: DEFAULT_QUERY_PARAMETER,
			displayOptions: { show: { method: ['queryParameter'] } },
			description: 'The parameter to append to the webhook URL: ?secret=&lt;your secret&gt;',
		},
		{
			displayName: 'Signature Header',
			name: 'signatureHeader',
			type: 'string',
			default: DEFAULT_SIGNATURE_HEADER,
			displayOptions: { show: { method: ['hmacSha256'] } },
			description:
				'The header with the HMAC SHA-256 of the body in hexadecimal digits, optionally after "sha256="',
		},
	];
}
