import { NodeApiError, type IDataObject } from 'n8n-workflow';
import * as z from '../schema';
import { isJsonObject, type JsonObject } from '../fields/jsonObject';
import { safeForLog } from '../errors';
import { callApi, type ApiContext, type ApiRequest } from './client';

const jsonObjectSchema = z.custom<JsonObject>(isJsonObject, 'must be an object');

/** Of many things that are not as expected, the first ones. */
const MOST_REPORTED = 5;

const BASE_URL_ADVICE =
	'Check the base URL in the credential of this node. If it is right, look for a newer version of this package.';

/** The next run would create another one, or change it a second time. */
const DONE_ADVICE =
	'The request itself succeeded, so check in Studio (bey.studio) before running it again.';

/**
 * Sends a request and returns its response in the shape that the caller relies on.
 *
 * @throws NodeApiError if the request fails, or its response has another shape
 */
export async function callApiFor<Schema extends z.ZodMiniType>(
	context: ApiContext,
	request: ApiRequest,
	schema: Schema,
): Promise<z.infer<Schema>> {
	const parsed = schema.safeParse(await callApi(context, request));
	if (parsed.success) return parsed.data;
	const message = `Beyond Presence responded to ${request.method} ${safeForLog(request.path)} in an unknown format`;
	const where = parsed.error.issues
		.slice(0, MOST_REPORTED)
		.map(({ path, message }) => `'${path.length > 0 ? path.join('.') : 'response'}' ${message}`)
		.join('; ');
	const advice = request.method === 'GET' ? BASE_URL_ADVICE : DONE_ADVICE;
	const description = `${safeForLog(where)}. ${advice}`;
	const { itemIndex } = request;
	throw new NodeApiError(context.getNode(), { message }, { message, description, itemIndex });
}

/** Sends a request whose response is one object, and returns that object as it came. */
export const callApiForObject = async (
	context: ApiContext,
	request: ApiRequest,
): Promise<IDataObject> => await callApiFor(context, request, jsonObjectSchema);

/** The objects in a list; other entries are left out, and the log says so. */
export function onlyObjects(context: ApiContext, entries: unknown[], of: string): IDataObject[] {
	const objects = entries.filter(isJsonObject);
	const others = entries.length - objects.length;
	if (others > 0) {
		context.logger.warn(`Beyond Presence listed ${others} entries of ${of} that are no objects`);
	}
	return objects;
}
