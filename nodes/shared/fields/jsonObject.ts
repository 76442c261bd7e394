import type { IDataObject } from 'n8n-workflow';

/** A JSON object as it came, with any keys: every value that JSON can hold may stand in an item. */
export type JsonObject = IDataObject;

export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
