/** What the API knows about a call beyond its events, as the option Add Call Details adds it. */
import * as z from '../schema';
import { anyObject } from '../fields/values';
import { isJsonObject } from '../fields/jsonObject';
import type { Call } from './call';

export const callDetails = z.object({
	user_email: z.described(z.nullable(z.string()), 'The email address of the user'),
	tags: z.described(z.nullable(anyObject), 'The tags that the call was created with'),
	status: z.described(z.nullable(anyObject), 'The status of the call, with its times'),
});
export type CallDetails = z.infer<typeof callDetails>;

/** If the API could not be asked. */
export const UNKNOWN_DETAILS: CallDetails = { user_email: null, tags: null, status: null };

export const detailsOf = ({ user_email, tags, raw }: Call): CallDetails => ({
	user_email,
	tags,
	status: isJsonObject(raw.status) ? raw.status : null,
});
