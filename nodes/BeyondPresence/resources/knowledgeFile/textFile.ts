import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { callApiForObject } from '../../../shared/api/answers';
import { collectionPath } from '../../../shared/api/paths';
import { text } from '../../shared/parameters';

export const nameSchema = text(100);
export const contentSchema = text(100_000);

/** Creates a knowledge file of a text, which needs no upload in chunks and no submit. */
export const createTextFile = async (
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	content: string,
): Promise<IDataObject> =>
	await callApiForObject(context, {
		method: 'POST',
		path: collectionPath('knowledge-files'),
		body: { name, format: 'text', content },
		itemIndex,
	});
