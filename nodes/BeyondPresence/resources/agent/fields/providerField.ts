import type { INodeProperties } from 'n8n-workflow';

/** A group of fields inside a collection, of which the first one chooses the provider. */
export const providerField = (
	texts: Pick<INodeProperties, 'displayName' | 'name' | 'description'>,
	values: INodeProperties[],
): INodeProperties => ({
	...texts,
	type: 'fixedCollection',
	default: {},
	placeholder: `Choose ${texts.displayName}`,
	options: [{ displayName: texts.displayName, name: 'settings', values }],
});
