/** n8n's editor as a person uses it, on one page; the same for n8n 2.41 and 1.123. */
import type { Locator, Page } from 'playwright-core';
import type { N8nOfTests } from '../n8n/testN8n';

/** Until panels have slid in and buttons react, in ms. */
const SETTLED_MS = 500;

type View = 'schema' | 'table' | 'json';

/** How the value of a resource locator is given. */
type LocatorMode = 'list' | 'id' | 'url';

export class Editor {
	constructor(
		readonly page: Page,
		private readonly n8n: N8nOfTests,
	) {}

	/** The open details of a node: its input, parameters and output. */
	get details(): Locator {
		return this.page.getByTestId('ndv');
	}

	get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	get parameters(): Locator {
		return this.page.getByTestId('node-parameters');
	}

	/** The parameter with that internal name. */
	parameter(name: string): Locator {
		return this.parameters.getByTestId(`parameter-input-${name}`);
	}

	/** Opens a saved workflow and waits for its nodes. */
	async openWorkflow(workflowId: string): Promise<void> {
		await this.page.goto(`${this.n8n.server.baseUrl}/workflow/${workflowId}`);
		await this.page.locator('.vue-flow__node').first().waitFor();
		await this.settle();
	}

	/** Saves the workflow; n8n 2 also does so by itself, a little later. */
	async save(): Promise<void> {
		await this.page.keyboard.press('Control+s');
		await this.settle();
	}

	/** The node with that name on the canvas. */
	node(name: string): Locator {
		return this.page.locator(`[data-node-name="${name}"]`).first();
	}

	/** Opens the details of a node with a double click. */
	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.details.waitFor();
		await this.settle();
	}

	async closeNode(): Promise<void> {
		// Escape closes nothing while a field has the focus.
		await this.page
			.getByTestId('ndv-close-button')
			.or(this.page.getByTestId('back-to-canvas'))
			.first()
			.click();
		await this.output.waitFor({ state: 'hidden' });
	}

	/** Clicks "Execute workflow", and waits until that node has succeeded. */
	async executeWorkflow(until: string): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').first().click();
		await this.node(until).getByTestId('canvas-node-status-success').waitFor();
	}

	/** The text of the output panel of the open node in one of its views. */
	async readOutput(view: View): Promise<string> {
		await this.output.getByTestId(`radio-button-${view}`).click();
		await this.settle();
		return await this.output.innerText();
	}

	/** The items that the open node shows in its JSON view: only short ones, as long ones are cut. */
	async readItems(): Promise<unknown> {
		const text = await this.readOutput('json');
		return JSON.parse(text.slice(text.indexOf('[')).replaceAll('\u00a0', ' '));
	}

	/** Sets mock data for the open node, which has no output yet. */
	async setMockData(items: readonly object[]): Promise<void> {
		await this.output.getByText('set mock data').click();
		await this.typeOutput(items);
	}

	/** Edits the output of the open node, which pins it. */
	async editOutput(items: readonly object[]): Promise<void> {
		await this.output.getByTestId('ndv-edit-pinned-data').click();
		await this.typeOutput(items);
	}

	/** Pins the output of the open node with the pin button. */
	async pinOutput(): Promise<void> {
		await this.output.getByTestId('ndv-pin-data').click();
		await this.pinnedNotice.waitFor();
	}

	/** Says above the output that it is pinned. */
	get pinnedNotice(): Locator {
		return this.output.getByTestId('ndv-pinned-data-callout');
	}

	/** Adds an entry of a collection, such as the filter 'Agents': button is "Add Filter". */
	async addToCollection(button: string, entry: string): Promise<void> {
		await this.parameters.getByPlaceholder(button).click();
		const entries = this.page
			.getByTestId('collection-parameter-option')
			.or(this.page.getByRole('option'));
		await entries.getByText(entry, { exact: true }).locator('visible=true').first().click();
		await this.settle();
	}

	/** Clicks a button between the parameters, such as "Add Agent". */
	async clickInParameters(button: string): Promise<void> {
		await this.parameters.getByText(button, { exact: true }).first().click();
		await this.settle();
	}

	/** Turns a switch parameter on or off. */
	async toggle(name: string): Promise<void> {
		await this.parameter(name).locator('.el-switch').click();
		await this.settle();
	}

	/** Chooses how a resource locator gets its value. */
	async chooseMode(name: string, mode: LocatorMode): Promise<void> {
		const locator = this.parameters.getByTestId(`resource-locator-${name}`).last();
		await locator.getByTestId('rlc-mode-selector').click();
		await this.page.getByTestId(`mode-${mode}`).locator('visible=true').click();
		await this.settle();
	}

	/** Types the value of a resource locator that isn't given by list. */
	async typeLocator(name: string, value: string): Promise<void> {
		const locator = this.parameters.getByTestId(`resource-locator-${name}`).last();
		await locator.locator('input').last().fill(value);
		await this.page.keyboard.press('Tab');
		await this.settle();
	}

	/** Searches in the list of a resource locator and chooses the entry with that name. */
	async chooseFromList(name: string, search: string, entry: string): Promise<void> {
		const locator = this.parameters.getByTestId(`resource-locator-${name}`).last();
		await locator.getByTestId('rlc-input').click();
		await this.page.getByTestId('rlc-search').locator('visible=true').fill(search);
		const found = this.page.getByTestId('rlc-item').filter({ hasText: entry });
		await found.locator('visible=true').first().click();
		await this.settle();
	}

	private async settle(): Promise<void> {
		await this.page.waitForTimeout(SETTLED_MS);
	}

	private async typeOutput(items: readonly object[]): Promise<void> {
		await this.output.locator('.cm-content').click();
		await this.page.keyboard.press('Control+a');
		await this.page.keyboard.insertText(JSON.stringify(items));
		await this.output.getByText('Save', { exact: true }).click();
		await this.pinnedNotice.waitFor();
	}
}
