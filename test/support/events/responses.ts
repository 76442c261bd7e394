/** The responses of the trigger, as its contract words them. */
export interface ExpectedResponse {
	status: number;
	text: string;
}

export const EMPTY_OK: ExpectedResponse = { status: 200, text: '' };
export const TEST_OK: ExpectedResponse = { status: 200, text: '{"status":"ok"}' };

export const ignored = (reason: string): ExpectedResponse => ({
	status: 200,
	text: JSON.stringify({ status: 'ignored', reason }),
});
export const NOT_SELECTED = ignored('This event is not selected in the node.');

const refused = (error: string): ExpectedResponse => ({
	status: 400,
	text: JSON.stringify({ error }),
});
export const NOT_JSON = refused(
	'The body is not JSON. Send a JSON object with the content type application/json.',
);
export const NO_EVENT_TYPE = refused('The body has no "event_type".');
export const notAnObject = (got: string) =>
	refused(`The body must be a JSON object, but it is ${got}.`);
export const noText = (got: string) =>
	refused(`"event_type" must be a text that is not empty, but it is ${got}.`);

export const NOT_AUTHENTIC: ExpectedResponse = {
	status: 401,
	text: '{"error":"The request is not authentic."}',
};
