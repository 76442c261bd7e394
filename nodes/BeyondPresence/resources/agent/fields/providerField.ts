import type { INodeProperties } from 'n8n-workflow';
import { isJsonObject } from '../../../../shared/fields/jsonObject';
import * as z from '../../../../shared/schema';

/** A group of fields inside a collection; the first one chooses the provider. */
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

/** What n8n saves for the group. One without a provider, because an expression returned null, is not set. */
export const chosenProvider = <Settings extends z.ZodMiniType>(settings: Settings) =>
	z.object({
		settings: z.optional(
			z.preprocess(
				(group) => (isJsonObject(group) && (group.type ?? null) === null ? undefined : group),
				z.optional(settings),
			),
		),
	});
