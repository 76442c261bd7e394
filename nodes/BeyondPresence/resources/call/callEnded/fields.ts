/** The fields of a Call Ended item, in the order in which people read them. */
export const CALL_ENDED_FIELDS = [
	'event_type',
	'user_name',
	'topic',
	'user_sentiment',
	'duration_minutes',
	'messages_count',
	'transcript',
	'started_at',
	'ended_at',
	'call_id',
	'agent_id',
	'messages',
] as const;

/** What remains with Simplified: enough to tell what was said, by whom and when. */
export const SIMPLE_CALL_ENDED_FIELDS = [
	'user_name',
	'duration_minutes',
	'messages_count',
	'transcript',
	'started_at',
	'call_id',
	'agent_id',
] as const;
