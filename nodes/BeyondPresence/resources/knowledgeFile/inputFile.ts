/** The file that comes with an input item: its size and its kind, before anything is decoded. */
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { LONGEST_NAME } from './textFile';

/** Readers of PDF files look for the mark within these bytes, because some files begin with others. */
const PDF_HEADER_BYTES = 1024;
const PDF_MARK = '%PDF-';
const PDF_TYPE = /^application\/(x-)?pdf\b/i;

/** A file as an expression returns it: n8n leaves the content of one in memory out. */
export type GivenFile = Partial<IBinaryData> & Pick<IBinaryData, 'mimeType'>;

/** What n8n keeps of two files is the same, apart from their content. */
const isSame = (one: GivenFile, other: GivenFile): boolean =>
	one.mimeType === other.mimeType &&
	one.fileName === other.fileName &&
	one.fileExtension === other.fileExtension &&
	one.fileSize === other.fileSize;

/**
 * The name of the field, or the file with its content, that n8n's functions for binary data take.
 *
 * @param given the parameter: a name, or what an expression such as `{{ $binary.data }}` returns
 * @returns undefined if the file is none of the input item and its content is unknown
 */
export function findFile(
	context: IExecuteFunctions,
	itemIndex: number,
	given: string | GivenFile,
): string | IBinaryData | undefined {
	if (typeof given === 'string') return given;
	if (given.id !== undefined || given.data !== undefined)
		return { ...given, data: given.data ?? '' };
	const files = Object.entries(context.getInputData()[itemIndex]?.binary ?? {});
	const same = files.filter(([, file]) => isSame(file, given));
	return same.length === 1 ? same[0]?.[0] : undefined;
}

/** The number of bytes that base64 stands for, without decoding it. */
export function base64Size(data: string): number {
	const padding = data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0;
	return Math.floor((data.length * 3) / 4) - padding;
}

/** The size of a file in bytes: n8n keeps it beside files in a store; others are in memory as base64. */
export async function sizeOf(context: IExecuteFunctions, file: IBinaryData): Promise<number> {
	if (file.id === undefined) return base64Size(file.data);
	return (await context.helpers.getBinaryMetadata(file.id)).fileSize;
}

/** The first bytes of a file; a stored file is not read any further. */
async function headOf(context: IExecuteFunctions, file: IBinaryData): Promise<Buffer> {
	if (file.id === undefined) {
		// Four characters stand for three bytes.
		const characters = Math.ceil(PDF_HEADER_BYTES / 3) * 4;
		return Buffer.from(file.data.slice(0, characters), 'base64').subarray(0, PDF_HEADER_BYTES);
	}
	const stream = await context.helpers.getBinaryStream(file.id, PDF_HEADER_BYTES);
	const chunks: Buffer[] = [];
	let length = 0;
	// Leaving the loop closes the stream.
	for await (const chunk of stream) {
		chunks.push(Buffer.from(chunk));
		length += chunk.length;
		if (length >= PDF_HEADER_BYTES) break;
	}
	return Buffer.concat(chunks).subarray(0, PDF_HEADER_BYTES);
}

/** Whether a file is a PDF, by its type or by the mark among its first bytes. */
export async function isPdf(context: IExecuteFunctions, file: IBinaryData): Promise<boolean> {
	if (PDF_TYPE.test(file.mimeType ?? '')) return true;
	return (await headOf(context, file)).includes(PDF_MARK);
}

/** A file name cut to what the API accepts: whole characters, and the extension stays. */
export function shortFileName(name: string): string {
	const characters = [...name.slice(0, 10 * LONGEST_NAME)];
	if (characters.length <= LONGEST_NAME) return name;
	const extension = /\.[^.\s]{1,10}$/u.exec(name)?.[0] ?? '';
	const kept = LONGEST_NAME - [...extension].length;
	return `${characters.slice(0, kept).join('')}${extension}`;
}
