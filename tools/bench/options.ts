import path from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../../test/support/cli/usageError';
import { BODY_SIZES, type BodySize } from '../../test/support/measure/bodies';

export const PARTS = ['rates', 'queue', 'cost', 'shaping', 'package'] as const;
export type Part = (typeof PARTS)[number];

export const USAGE = `Measures the trigger beside n8n's own nodes, and prints the tables of docs/performance.md.

  npm run bench                        everything, in about an hour on two cores
  npm run bench -- --only cost,shaping some parts: ${PARTS.join(', ')}
  npm run bench -- --quick             one short round each, to see that it works
  npm run bench -- --full              each size of body with each number of connections, in hours

  --body <size>     measures rates with bodies of that size only: ${BODY_SIZES.join(', ')}
  --ratios <file>   keeps the ratios of this run
  --against <file>  compares with the ratios of another run; the exit status is 1 if they disagree
  --write           puts the tables into docs/performance.md
  --help            this text`;

export interface BenchOptions {
	parts: ReadonlySet<Part>;
	quick: boolean;
	full: boolean;
	write: boolean;
	/** Of the rates: undefined for all of them. */
	body?: BodySize;
	/** Absolute paths. */
	ratios?: string;
	against?: string;
}

/** Throws a UsageError that tells what there is. */
function oneOf<Name extends string>(what: string, names: readonly Name[], text: string): Name {
	const name = names.find((each) => each === text);
	if (name === undefined) {
		throw new UsageError(`There is no ${what} "${text}"; there are ${names.join(', ')}.`);
	}
	return name;
}

/** Throws a UsageError; gives undefined where only the help text is wanted. */
export function benchOptions(args: string[]): BenchOptions | undefined {
	let values;
	try {
		({ values } = parseArgs({
			args,
			options: {
				only: { type: 'string' },
				quick: { type: 'boolean', default: false },
				full: { type: 'boolean', default: false },
				write: { type: 'boolean', default: false },
				body: { type: 'string' },
				ratios: { type: 'string' },
				against: { type: 'string' },
				help: { type: 'boolean', short: 'h' },
			},
		}));
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
	const { only, quick, full, write, body, ratios, against, help } = values;
	if (help) return undefined;
	// npm starts its scripts in the checkout, wherever the person is.
	const absolute = (file?: string) =>
		file === undefined ? undefined : path.resolve(process.env.INIT_CWD ?? '', file);
	return {
		parts: new Set(only?.split(',').map((name) => oneOf('part', PARTS, name.trim())) ?? PARTS),
		quick,
		full,
		write,
		body: body === undefined ? undefined : oneOf('body of', BODY_SIZES, body),
		ratios: absolute(ratios),
		against: absolute(against),
	};
}
