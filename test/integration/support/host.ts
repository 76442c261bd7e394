/**
 * The parts of n8n's server that n8n-core leaves to its host: it looks up node types and decrypts
 * credentials. Everything that runs the node is n8n-core's own.
 */
import {
	ExecutionLifecycleHooks,
	ExternalSecretsProxy,
	type PackageDirectoryLoader,
} from 'n8n-core';
import {
	ICredentialsHelper,
	UnexpectedError,
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	type INodeType,
	type INodeTypes,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

/** n8n puts it into the links that it offers to nodes; nobody listens there. */
const HOST_URL = 'http://n8n.invalid';

const unused = (what: string) => (): never => {
	throw new UnexpectedError(`The host of the tests has no ${what}`);
};

export class PackageNodeTypes implements INodeTypes {
	constructor(private readonly loader: PackageDirectoryLoader) {}

	getByName(name: string): INodeType {
		const { type } = this.loader.getNode(name.replace('n8n-nodes-beyond-presence.', ''));
		if ('nodeVersions' in type) throw new UnexpectedError(`${name} has several versions`);
		return type;
	}

	getByNameAndVersion(name: string): INodeType {
		return this.getByName(name);
	}

	getKnownTypes = unused('list of known types');
}

class PackageCredentials extends ICredentialsHelper {
	constructor(
		private readonly loader: PackageDirectoryLoader,
		private readonly saved: ICredentialDataDecryptedObject,
	) {
		super();
	}

	getParentTypes = () => [];
	isCredentialUsableByNode = () => true;

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.loader.getCredential(typeName).type;
		if (typeof authenticate !== 'function') throw new UnexpectedError('Nothing authenticates');
		return await authenticate(credentials, requestOptions);
	}

	preAuthentication = async () => undefined;
	runPreAuthentication = async () => undefined;
	getDecrypted = async () => ({ ...this.saved });
	getCredentials = unused('store of credentials');
	updateCredentials = unused('store of credentials');
	updateCredentialsOauthTokenData = unused('store of credentials');
	getCredentialsProperties = unused('properties of credentials');
}

export function additionalDataFor(
	loader: PackageDirectoryLoader,
	saved: ICredentialDataDecryptedObject,
): IWorkflowExecuteAdditionalData {
	const hooks = new ExecutionLifecycleHooks('trigger', 'execution', {
		id: 'workflow',
		name: 'Test',
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes: [],
		connections: {},
	});
	return {
		credentialsHelper: new PackageCredentials(loader, saved),
		hooks,
		externalSecretsProxy: new ExternalSecretsProxy(),
		currentNodeExecutionIndex: 0,
		executeWorkflow: unused('sub-workflows'),
		getRunExecutionData: unused('saved executions'),
		getRuntimeCredential: unused('runtime credentials'),
		startRunnerTask: unused('task runner'),
		logAiEvent: () => {},
		variables: {},
		restApiUrl: HOST_URL,
		instanceBaseUrl: HOST_URL,
		formBaseUrl: HOST_URL,
		formWaitingBaseUrl: HOST_URL,
		formTestBaseUrl: HOST_URL,
		webhookBaseUrl: HOST_URL,
		webhookWaitingBaseUrl: HOST_URL,
		webhookTestBaseUrl: HOST_URL,
		mcpBaseUrl: HOST_URL,
		mcpTestBaseUrl: HOST_URL,
	};
}
