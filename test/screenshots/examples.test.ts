/** Examples on the canvas, as pictures to look at. */
import { readExample } from '../support/samples/examples';
import { useStudio } from './pictures';

jest.setTimeout(300_000);

const studio = useStudio();
const { n8n, picture } = studio;

it.each(['personal-video-interview', 'daily-report'])('the example %s', async (name) => {
	const { nodes, connections, pinData, ...example } = readExample(name);
	const draft = { name: example.name, nodes, connections, pinData };
	await studio.editor.openWorkflow(await n8n.client.createWorkflow(draft));
	await picture(`example-${name}`);
});
