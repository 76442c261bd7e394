/** The workflows of `examples/`. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod/v4';

export const EXAMPLES_FOLDER = path.resolve(__dirname, '../../../examples');

export const EXAMPLE_NAMES = readdirSync(EXAMPLES_FOLDER)
	.filter((file) => file.endsWith('.json'))
	.map((file) => path.basename(file, '.json'));

/** Strict, so that no example carries a credential or a webhook ID of its maker. */
const exampleSchema = z.strictObject({
	/** The command line of n8n 2.x imports no workflow without one. */
	id: z.string(),
	name: z.string(),
	nodes: z.array(
		z.strictObject({
			id: z.string(),
			name: z.string(),
			type: z.string(),
			typeVersion: z.number(),
			position: z.tuple([z.number(), z.number()]),
			parameters: z.record(z.string(), z.unknown()),
			/** So that a workflow continues where an account has no calls. */
			alwaysOutputData: z.boolean().optional(),
		}),
	),
	connections: z.record(
		z.string(),
		z.strictObject({
			main: z.array(
				z.array(z.strictObject({ node: z.string(), type: z.literal('main'), index: z.number() })),
			),
		}),
	),
	pinData: z.record(
		z.string(),
		z.array(z.strictObject({ json: z.record(z.string(), z.unknown()) })),
	),
	settings: z.record(z.string(), z.unknown()),
});
export type Example = z.infer<typeof exampleSchema>;

export function readExample(name: string): Example {
	const file = path.join(EXAMPLES_FOLDER, `${name}.json`);
	return exampleSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
