import * as z from '../../shared/schema';

/** What every deletion returns. The files named outputs.ts and this one are only used by the build. */
export const deletedOutput = z.object({ id: z.string(), deleted: z.boolean() });
