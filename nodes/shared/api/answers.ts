import { NodeApiError, type IDataObject } from 'n8n-workflow';
import * as z from '../schema';
import { isJsonObject, type JsonObject } from '../fields/jsonObject';
import { callApi, type ApiContext, type ApiRequest } from './client';

export const jsonObjectSchema = z.custom<JsonObject>(isJsonObject, 'expected an object');

/**
 * Sends a request and gives its answer in the shape that the caller relies on.
 *
 * @throws NodeApiError when the request fails, or its answer has another shape
 */
export async function callApiFor<Schema extends z.ZodMiniType>(
	context: ApiContext,
	request: ApiRequest,
	schema: Schema,
): Promise<z.infer<Schema>> {
	const answer = await callApi(context, request);
	const parsed = schema.safeParse(answer);
	if (parsed.success) return parsed.data;
	const message = `Beyond Presence answered ${request.method} ${request.path} in an unknown shape`;
	const where = parsed.error.issues
		.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
		.join('; ');
	throw new NodeApiError(
		context.getNode(),
		{ message },
		{
			message,
			description: `${where}. Check the base URL in the credential of this node; if it is right, look for a newer version of this package.`,
			itemIndex: request.itemIndex,
		},
	);
}

/** Sends a request whose answer is one object, and passes that object on as it came. */
export const callApiForObject = async (
	context: ApiContext,
	request: ApiRequest,
): Promise<IDataObject> => await callApiFor(context, request, jsonObjectSchema);
