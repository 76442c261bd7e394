import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { createMember } from '../../shared/member';
import { text } from '../../shared/parameters';

/** The longest name of a knowledge file and the longest text, in characters (Unicode code points). */
export const LONGEST_NAME = 100;
export const LONGEST_TEXT = 100_000;

export const nameSchema = text(LONGEST_NAME);
export const contentSchema = text(LONGEST_TEXT);

/** Creates a knowledge file from text, which needs no upload in chunks and no submit. */
export const createTextFile = async (
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	content: string,
	furtherFields: IDataObject,
): Promise<IDataObject> =>
	await createMember(context, itemIndex, 'knowledge-files', {
		name,
		format: 'text',
		content,
		...furtherFields,
	});
