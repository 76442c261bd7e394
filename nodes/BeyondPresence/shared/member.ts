import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import * as z from '../../shared/schema';
import { callApiForObject } from '../../shared/api/answers';
import { callApi } from '../../shared/api/client';
import { memberPath, type Collection } from '../../shared/api/paths';
import { readParameters } from './parameters';

/** Where an expression gives no value, the ID is missing: not the text "undefined". */
const idParameter = z.preprocess((id) => id ?? '', z.union([z.string(), z.number()]));

/** The ID that a field of the form names; empty where it is missing. */
export function readId(context: IExecuteFunctions, itemIndex: number, field: string): string {
	const { [field]: id = '' } = readParameters(context, itemIndex, { [field]: idParameter });
	return String(id).trim();
}

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

/** Deletes one object of the API, which answers nothing. */
export async function deleteMember(
	context: IExecuteFunctions,
	itemIndex: number,
	collection: Collection,
	id: string,
): Promise<IDataObject> {
	const path = memberPath(context.getNode(), collection, id, itemIndex);
	await callApi(context, { method: 'DELETE', path, itemIndex });
	return { id, deleted: true };
}
