import type { IDataObject } from 'n8n-workflow';
import { callApiForObject } from '../../../shared/api/answers';
import type { Operation } from '../../shared/operation';

const SECONDS = /_seconds$/;

/** To the hundredth. */
const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Adds the same in minutes beside each field in seconds, and how much of what is included is used. */
export function withMinutes(usage: IDataObject): IDataObject {
	const minutes = Object.entries(usage)
		.filter(([key]) => SECONDS.test(key))
		.map(([key, seconds]) => [
			key.replace(SECONDS, '_minutes'),
			typeof seconds === 'number' ? rounded(seconds / 60) : null,
		]);
	const { included_seconds: included, used_seconds: used } = usage;
	const isKnown = typeof included === 'number' && typeof used === 'number' && included > 0;
	const used_percent = isKnown ? rounded((used / included) * 100) : null;
	return { ...usage, ...Object.fromEntries(minutes), used_percent };
}

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get usage',
	description:
		'Retrieve the included, used and remaining minutes of the current period, for the whole organization; the figures may lag by some minutes',
	fields: [
		{
			displayName: 'Beyond Presence only returns the usage to an API key of the default workspace.',
			name: 'usageNotice',
			type: 'notice',
			default: '',
		},
	],
	async execute(context, itemIndex) {
		const usage = await callApiForObject(context, { method: 'GET', path: '/v1/usage', itemIndex });
		return [withMinutes(usage)];
	},
};
