import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import * as z from '../../shared/schema';
import { agentIdIn } from '../../shared/api/callLink';
import { callApiForObject } from '../../shared/api/answers';
import { callApi, type ApiRequest } from '../../shared/api/client';
import { collectionPath, memberPath, type Collection } from '../../shared/api/paths';
import { readParameters } from './parameters';

/** If an expression returns no value, the ID is missing: not the text "undefined". */
const idParameter = z.preprocess((id) => id ?? '', z.union([z.string(), z.number()]));

/** Fields that take the call link of an agent too. */
const NAMES_AGENT = /agentId$/i;

/** The ID that a field of the form names; empty if it is missing. An agent's may be a call link. */
export function readId(context: IExecuteFunctions, itemIndex: number, field: string): string {
	const { [field]: id = '' } = readParameters(context, itemIndex, { [field]: idParameter });
	return NAMES_AGENT.test(field) ? agentIdIn(String(id)) : String(id).trim();
}

/** Creates one object of the API and returns it. */
export const createMember = async (
	context: IExecuteFunctions,
	itemIndex: number,
	collection: Collection,
	body: IDataObject,
): Promise<IDataObject> =>
	await callApiForObject(context, {
		method: 'POST',
		path: collectionPath(collection),
		body,
		itemIndex,
	});

/** Reads one object of the API. */
export async function getMember(
	context: IExecuteFunctions,
	itemIndex: number,
	collection: Collection,
	id: string,
): Promise<IDataObject> {
	const path = memberPath(context.getNode(), collection, id, itemIndex);
	return await callApiForObject(context, { method: 'GET', path, itemIndex });
}

/** Deletes one object of the API, whose response is empty. */
export async function deleteMember(
	context: IExecuteFunctions,
	itemIndex: number,
	collection: Collection,
	id: string,
	options: Pick<ApiRequest, 'evenIfCancelled'> = {},
): Promise<IDataObject> {
	const path = memberPath(context.getNode(), collection, id, itemIndex);
	await callApi(context, { ...options, method: 'DELETE', path, itemIndex });
	return { id, deleted: true };
}
