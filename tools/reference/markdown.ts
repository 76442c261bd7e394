/** The few pieces of Markdown that the reference is made of, beside its tables. */

export const code = (text: string) => `\`${text}\``;

export const json = (value: unknown) => `\`\`\`json\n${JSON.stringify(value, null, '\t')}\n\`\`\``;

/** Says where a page comes from, for people who want to edit it. */
export const madeFrom = (source: string) =>
	`<!-- Made by \`npm run reference\` from ${source}. Edit that, not this. -->`;

/** Paragraphs, headings and tables, one below the other. */
export const page = (...blocks: string[]) => `${blocks.join('\n\n')}\n`;
