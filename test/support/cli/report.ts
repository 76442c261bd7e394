/** How often a long step says that it is still working, in ms. */
const INTERVAL_MS = 30_000;

/**
 * Does a step that makes people wait: says what it does and how long that usually takes, then every
 * half a minute that it is still working, and how long it took.
 */
export async function longStep<T>(
	what: string,
	usually: string,
	work: () => Promise<T>,
): Promise<T> {
	const start = Date.now();
	const seconds = () => `${Math.round((Date.now() - start) / 1000)} s`;
	console.log(`${what} (usually ${usually}) …`);
	const timer = setInterval(
		() => console.log(`  still working after ${seconds()}: ${what}`),
		INTERVAL_MS,
	);
	try {
		const result = await work();
		console.log(`  done in ${seconds()}`);
		return result;
	} finally {
		clearInterval(timer);
	}
}
