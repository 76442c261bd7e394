/** For settings that are read as they are saved, without n8n's evaluation. */

/** n8n takes the `=` away from an expression in a field that allows none. */
export const isExpression = (value: unknown): boolean =>
	typeof value === 'string' && /^=|\{\{/.test(value);

/** @param label as the form names the field */
export const noExpressions = (label: string): string =>
	`${label}: expressions are not supported here. Enter a fixed value.`;
