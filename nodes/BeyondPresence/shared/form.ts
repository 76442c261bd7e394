import type { INodeProperties } from 'n8n-workflow';
import type { Operation, Resource } from './operation';

/** Shows a field only for one operation, in addition to its own `displayOptions`. */
function showOnlyFor(resource: Resource, operation: Operation, field: INodeProperties) {
	return {
		...field,
		displayOptions: {
			...field.displayOptions,
			show: {
				resource: [resource.value],
				operation: [operation.value],
				...field.displayOptions?.show,
			},
		},
	};
}

function operationsOf(resource: Resource): INodeProperties {
	const defaultOperation = resource.operations[0]?.value ?? '';
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource.value] } },
		options: resource.operations.map(({ name, value, action, description }) => ({
			name,
			value,
			action,
			description,
		})),
		default: defaultOperation,
	};
}

/**
 * The whole form of the node: the resource, its operations, and the fields of each operation. The first resource
 * and the first operation of each are the defaults.
 */
export function formOf(resources: Resource[]): INodeProperties[] {
	const defaultResource = resources[0]?.value ?? '';
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value, description }) => ({ name, value, description })),
			default: defaultResource,
		},
		...resources.map(operationsOf),
		...resources.flatMap((resource) =>
			resource.operations.flatMap((operation) =>
				operation.fields.map((field) => showOnlyFor(resource, operation, field)),
			),
		),
	];
}

/**
 * The node's subtitle: the action in the words of n8n's list, `Get call messages`. n8n wants an
 * expression, so it holds the words of all operations; the editor evaluates it, no execution does.
 */
export function subtitleOf(resources: Resource[]): string {
	const actions = resources.flatMap((resource) =>
		resource.operations.map(({ value, action }) => [`${resource.value}.${value}`, action]),
	);
	const words = JSON.stringify(Object.fromEntries(actions));
	return `={{ (${words})[$parameter["resource"] + "." + $parameter["operation"]] }}`;
}
