/**
 * The test of the webhook secret credential. There is nothing to call: Beyond Presence does not know
 * the secret until its URL is saved there. So this reports what can never or hardly work.
 */
import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import type { WebhookCredential } from '../../shared/webhookSecret';
import { readCredential } from './credential';

const isVisibleAscii = (text: string) => /^[\x21-\x7e]*$/.test(text);

function unlikely(credential: WebhookCredential): string | undefined {
	const { method, secret, queryParameterName } = credential;
	if (secret.trim() !== secret) {
		return 'The secret begins or ends with a space or a line break. Remove it.';
	}
	if (/\p{Cc}/u.test(secret)) {
		return 'The secret contains a line break or another control character.';
	}
	if (method === 'bearerToken' && !isVisibleAscii(secret)) {
		return 'A bearer token is sent in a header: use only letters from A to Z, digits and punctuation, without spaces.';
	}
	if (method === 'queryParameter' && /[?&=]/.test(queryParameterName)) {
		return "The 'Query Parameter Name' contains '?', '&' or '='. Enter the name alone, for example secret.";
	}
	return undefined;
}

export function testWebhookSecret(saved: unknown): INodeCredentialTestResult {
	const read = readCredential(saved);
	const problem = read.kind === 'unusable' ? read.problem : unlikely(read.credential);
	return problem === undefined
		? { status: 'OK', message: 'The secret can be used' }
		: { status: 'Error', message: problem };
}

/** The function that n8n calls (`testedBy`). */
export async function webhookSecretTest(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	return testWebhookSecret(data);
}
