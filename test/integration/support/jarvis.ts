/** An agent named Jarvis in the fake API, and operations with it. */
import type { INodeParameters } from 'n8n-workflow';
import { addAgent, addAvatar } from '../../support/fakeApi/store';
import { Bench } from './apiHost';

export const agentById = (value: string) => ({ __rl: true, mode: 'id', value });
export const getJarvis = { resource: 'agent', operation: 'get', agentId: agentById('jarvis') };
export const createAgent = {
	resource: 'agent',
	operation: 'create',
	name: 'Hal',
	avatarId: agentById('ada'),
	systemPrompt: 'Be kind.',
};

/** A bench for the tests of a file, whose API has the agent before each of them. */
export function benchWithJarvis(): Bench {
	const bench = Bench.forTests();
	beforeEach(() => {
		addAvatar(bench.fakeApi.store, { id: 'ada' });
		addAgent(bench.fakeApi.store, { id: 'jarvis', avatar_id: 'ada' });
	});
	return bench;
}

/** The error of a run that is expected to fail. */
export async function errorOf(bench: Bench, parameters: INodeParameters) {
	const { error } = await bench.run(parameters);
	if (error === undefined) throw new Error('The run did not fail');
	return error;
}
