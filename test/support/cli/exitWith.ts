/** Ends this process with the status that a tool returns, or with 2 and its error if it throws. */
export function exitWith(status: Promise<number>): void {
	status.then(
		(code) => (process.exitCode = code),
		(error: unknown) => {
			process.stderr.write(`${String(error)}\n`);
			process.exitCode = 2;
		},
	);
}
