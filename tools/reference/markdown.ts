/** The few pieces of Markdown that the reference is made of. */

export const code = (text: string) => `\`${text}\``;

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

const escaped = (cell: string) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ');

export const table = (head: string[], rows: string[][]) =>
	[
		row(head),
		`|${'---|'.repeat(head.length)}`,
		...rows.map((cells) => row(cells.map(escaped))),
	].join('\n');

export const json = (value: unknown) => `\`\`\`json\n${JSON.stringify(value, null, '\t')}\n\`\`\``;

/** Says where a page comes from to whoever is about to edit it. */
export const madeFrom = (source: string) =>
	`<!-- Made by \`npm run reference\` from ${source}. Edit that, not this. -->`;

/** Paragraphs, headings and tables, one below the other. */
export const page = (...blocks: string[]) => `${blocks.join('\n\n')}\n`;
