/** How often a long step says that it is still at work where no one-line display is possible, in ms. */
const LINE_INTERVAL_MS = 30_000;
/** How often the one-line display of a terminal is refreshed, in ms. */
const DISPLAY_INTERVAL_MS = 1_000;

/** The width of a terminal that does not tell its own, in characters. */
const USUAL_COLUMNS = 80;

/** Where a tool says what it does, in whole sentences. */
export interface Report {
	say(sentence: string): void;
	/** Overwrites one line with passing news; missing where there is no terminal. */
	display?(text: string): void;
}

const CLEAR_LINE = '\r\u001b[K';

/** Writes to stdout, and shows passing news only where stdout is a terminal. */
export const consoleReport: Report = {
	say(sentence) {
		process.stdout.write(`${process.stdout.isTTY ? CLEAR_LINE : ''}${sentence}\n`);
	},
	...(process.stdout.isTTY && {
		display: (text: string) => {
			process.stdout.write(
				CLEAR_LINE + text.slice(0, (process.stdout.columns || USUAL_COLUMNS) - 1),
			);
		},
	}),
};

const seconds = (since: number) => Math.round((Date.now() - since) / 1000);

/**
 * Does a step that makes people wait: says what it does and how long that usually takes, keeps
 * telling that it is alive, and says how long it took. An error of `work` passes through.
 */
export async function longStep<T>(
	report: Report,
	what: string,
	usually: string,
	work: () => Promise<T>,
): Promise<T> {
	const start = Date.now();
	report.say(`${what} (usually ${usually}) …`);
	const { display } = report;
	const timer = display
		? setInterval(() => display(`  ${seconds(start)} s`), DISPLAY_INTERVAL_MS)
		: setInterval(
				() => report.say(`  still at it after ${seconds(start)} s: ${what}`),
				LINE_INTERVAL_MS,
			);
	try {
		const result = await work();
		report.say(`  done in ${seconds(start)} s`);
		return result;
	} finally {
		clearInterval(timer);
	}
}
