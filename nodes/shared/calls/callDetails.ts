/** What the API knows about a call beyond its events, as the option Add Call Details gives it. */
import * as z from '../schema';
import type { Call } from './calls';
import { anyObject } from '../fields/values';

export const callDetails = z.object({
	user_email: z.described(z.nullable(z.string()), 'The email address of the user'),
	tags: z.described(z.nullable(anyObject), 'The tags that the call was created with'),
	status: z.described(z.nullable(anyObject), 'Where the call stands, with its times'),
});
export type CallDetails = z.infer<typeof callDetails>;

/** Where the API could not tell. */
export const UNKNOWN_DETAILS: CallDetails = { user_email: null, tags: null, status: null };

export const detailsOf = ({ user_email, tags, status }: Call): CallDetails => ({
	user_email: user_email ?? null,
	tags: tags ?? null,
	status: anyObject.parse(status),
});
