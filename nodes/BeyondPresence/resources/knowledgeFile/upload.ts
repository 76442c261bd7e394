import { NodeOperationError } from 'n8n-workflow';
import * as z from '../../../shared/schema';
import { checkParameters } from '../../../shared/parameters/checkParameters';
import type { Operation } from '../../shared/operation';
import { optionalText, readParameters, requiredText } from '../../shared/parameters';
import { createPdfFile } from './pdfFile';
import { contentSchema, createTextFile, nameSchema } from './textFile';

const PDF_START = '%PDF-';

/** The text that the bytes hold, or undefined where they are not UTF-8. */
function decodeText(bytes: Buffer): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

export const upload: Operation = {
	name: 'Upload',
	value: 'upload',
	action: 'Upload a knowledge file',
	description: 'Create a knowledge file from a PDF or a text file that comes with the input item',
	fields: [
		{
			displayName: 'Input Data Field Name',
			name: 'binaryPropertyName',
			type: 'string',
			required: true,
			default: 'data',
			hint: 'The name of the input field that holds the file',
			description:
				'A PDF is sent in chunks, a text file (UTF-8, at most 100,000 characters) at once',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
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
		const { binaryPropertyName, options } = readParameters(context, itemIndex, {
			binaryPropertyName: requiredText,
			options: z.object({ name: optionalText }),
		});
		const { fileName } = context.helpers.assertBinaryData(itemIndex, binaryPropertyName);
		const bytes = await context.helpers.getBinaryDataBuffer(itemIndex, binaryPropertyName);
		const named = { name: options.name ?? fileName ?? binaryPropertyName };
		const nameParameter = z.object({ name: nameSchema });
		const { name } = checkParameters(context.getNode(), nameParameter, named, itemIndex);

		if (bytes.subarray(0, PDF_START.length).toString('latin1') === PDF_START) {
			return [await createPdfFile(context, itemIndex, name, bytes)];
		}
		const content = decodeText(bytes);
		if (content === undefined) {
			throw new NodeOperationError(context.getNode(), 'The file is neither a PDF nor a text', {
				description: `Beyond Presence takes PDF files and texts in UTF-8. Check the input field "${binaryPropertyName}".`,
				itemIndex,
			});
		}
		const fileContent = z.object({ file: contentSchema });
		const { file } = checkParameters(context.getNode(), fileContent, { file: content }, itemIndex);
		return [await createTextFile(context, itemIndex, name, file)];
	},
};
