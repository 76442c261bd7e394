/** The responses of the trigger. */
import {
	IGNORED,
	type IgnoredReason,
} from '../../../nodes/BeyondPresenceTrigger/request/responses';

export interface ExpectedResponse {
	status: number;
	text: string;
}

export const EMPTY_OK: ExpectedResponse = { status: 200, text: '' };
export const TEST_OK: ExpectedResponse = { status: 200, text: '{"status":"ok"}' };

export const ignored = (reason: IgnoredReason): ExpectedResponse => ({
	status: 200,
	text: JSON.stringify({ status: 'ignored', reason }),
});
export const NOT_SELECTED = ignored(IGNORED.eventNotSelected);

const refused = (error: string): ExpectedResponse => ({
	status: 400,
	text: JSON.stringify({ error }),
});
export const NOT_JSON = refused(
	'The body is not JSON. Send a JSON object with the content type application/json.',
);
export const NO_EVENT_TYPE = refused("The body has no 'event_type'.");
export const notAnObject = (got: string) => refused(`The body must be a JSON object, got ${got}.`);
export const notAString = (got: string) =>
	refused(`'event_type' must be a non-empty string, got ${got}.`);

export const NOT_AUTHENTIC: ExpectedResponse = {
	status: 401,
	text: '{"error":"The request is not authentic."}',
};
