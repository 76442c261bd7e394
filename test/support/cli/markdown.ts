type Cells = ReadonlyArray<string | number>;

const row = (cells: Cells) => `| ${cells.join(' | ')} |`;

const escaped = (cell: string | number) =>
	String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A Markdown table, whose cells may contain anything. */
export const table = (head: Cells, rows: readonly Cells[]) =>
	[
		row(head),
		`|${'---|'.repeat(head.length)}`,
		...rows.map((cells) => row(cells.map(escaped))),
	].join('\n');
