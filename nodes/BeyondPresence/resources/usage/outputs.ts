/** The item of each operation, which n8n's editor shows before it has run; only the build uses it. */
import * as z from '../../../shared/schema';

const minutes = z.described(z.nullable(z.number()), 'The same in minutes');

const usage = z.object({
	period_start: z.string(),
	period_end: z.string(),
	included_seconds: z.number(),
	used_seconds: z.number(),
	remaining_seconds: z.number(),
	overage_seconds: z.number(),
	included_minutes: minutes,
	used_minutes: minutes,
	remaining_minutes: minutes,
	overage_minutes: minutes,
	used_percent: z.described(z.nullable(z.number()), 'The used part of the included time'),
});

export const usageOutputs = { get: usage };
