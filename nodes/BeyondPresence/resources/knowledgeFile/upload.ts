import { NodeOperationError, type IBinaryData, type IExecuteFunctions } from 'n8n-workflow';
import * as z from '../../../shared/schema';
import { isJsonObject } from '../../../shared/fields/jsonObject';
import { checkParameters } from '../../../shared/parameters/checkParameters';
import { furtherFields, furtherFieldsField } from '../../shared/furtherFields';
import type { Operation } from '../../shared/operation';
import { readParameters } from '../../shared/parameters';
import { findFile, isPdf, shortFileName, sizeOf, type GivenFile } from './inputFile';
import { createPdfFile } from './pdfFile';
import { contentSchema, createTextFile, LONGEST_TEXT, nameSchema } from './textFile';

/** A larger PDF is refused: n8n would have to keep it in memory to send it. */
const MAX_PDF_MB = 100;
const MB = 1_000_000;

/** A character takes at most four bytes in UTF-8; three more are for a byte order mark. */
const MAX_TEXT_BYTES = 4 * LONGEST_TEXT + 3;

/** The name of a binary field, or what `{{ $binary.data }}` returns, which n8n 2 recommends. */
const fileParameter = z.union(
	[
		z.string().check(z.minLength(1, 'must not be empty')),
		z.custom<GivenFile>((value) => isJsonObject(value) && 'mimeType' in value),
	],
	{
		error: ({ input }) =>
			`must be the name of a field with a file, or a file such as {{ $binary.data }}, got ${z.inWords(input)}`,
	},
);

/** The string in bytes of UTF-8, or undefined if they are none. */
function decodeText(bytes: Buffer): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

const megabytes = (bytes: number): string => `${(bytes / MB).toFixed(1)} MB`;

function refuse(context: IExecuteFunctions, itemIndex: number, title: string, advice: string) {
	return new NodeOperationError(context.getNode(), title, { description: advice, itemIndex });
}

/**
 * Tells a PDF from a text by a few bytes, and refuses what is too large, before the file is read.
 *
 * @throws NodeOperationError if the file is too large for its kind
 */
async function kindOf(
	context: IExecuteFunctions,
	itemIndex: number,
	file: IBinaryData,
): Promise<'pdf' | 'text'> {
	const bytes = await sizeOf(context, file);
	if (bytes > MAX_PDF_MB * MB) {
		const title = `The file has ${megabytes(bytes)}, but Upload accepts at most ${MAX_PDF_MB} MB`;
		throw refuse(context, itemIndex, title, 'Split the file, or upload it in Studio (bey.studio).');
	}
	if (await isPdf(context, file)) return 'pdf';
	if (bytes <= MAX_TEXT_BYTES) return 'text';
	const title = `The file has ${megabytes(bytes)}, but a text may have at most 100,000 characters`;
	throw refuse(context, itemIndex, title, 'Split the text into several knowledge files.');
}

export const upload: Operation = {
	name: 'Upload',
	value: 'upload',
	action: 'Upload knowledge file',
	description: 'Create a knowledge file from a PDF or a text file of the input item',
	fields: [
		{
			displayName: 'Input Data Field Name',
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			hint: 'The name of the input field that contains the file',
			description:
				'The file must be a PDF (at most 100 MB) or a text in UTF-8 (at most 100,000 characters). An expression such as {{ $binary.data }} works too.',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				furtherFieldsField,
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					description:
						'The name of the knowledge file, at most 100 characters, instead of the name of the input file',
				},
			],
		},
	],
	async execute(context, itemIndex) {
		const { binaryPropertyName: given, options } = readParameters(context, itemIndex, {
			binaryPropertyName: fileParameter,
			options: z.object({ furtherFields, name: z.optional(z.unknown()) }),
		});
		const input = findFile(context, itemIndex, given);
		if (input === undefined) {
			const advice = 'Enter the name of the input field that contains the file.';
			throw refuse(context, itemIndex, 'The content of the file is not in this input item', advice);
		}
		const file = context.helpers.assertBinaryData(itemIndex, input);
		const fallback = typeof input === 'string' ? input : 'file';
		const chosen = options.name === '' ? undefined : options.name;
		const named = { name: chosen ?? shortFileName(file.fileName || fallback) };
		const nameParameter = z.object({ name: nameSchema });
		const { name } = checkParameters(context.getNode(), nameParameter, named, itemIndex);

		const kind = await kindOf(context, itemIndex, file);
		const bytes = await context.helpers.getBinaryDataBuffer(itemIndex, input);
		const further = options.furtherFields;
		if (kind === 'pdf') return [await createPdfFile(context, itemIndex, name, bytes, further)];

		const content = decodeText(bytes);
		if (content === undefined) {
			const advice = `Upload accepts PDF files, and texts in UTF-8; this file has the type '${file.mimeType || 'unknown'}'.`;
			throw refuse(context, itemIndex, 'The file is neither a PDF nor a text', advice);
		}
		const fileContent = z.object({ file: contentSchema });
		const checked = checkParameters(context.getNode(), fileContent, { file: content }, itemIndex);
		return [await createTextFile(context, itemIndex, name, checked.file, further)];
	},
};
