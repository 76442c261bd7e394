import type { INodeProperties } from 'n8n-workflow';
import type { Operation, Resource } from './operation';

/** Shows a field only for one operation, on top of what its own `displayOptions` ask for. */
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
			options: resources.map(({ name, value }) => ({ name, value })),
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
