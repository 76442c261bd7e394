/**
 * Loaded into an n8n of the tests (`node --import`): reports on a port of 127.0.0.1 the size of
 * the heap after a garbage collection and the keys of the built-in prototypes.
 */
import { createServer } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const { BEYOND_PRESENCE_PROBE_PORT: port } = process.env;
// Processes that n8n starts inherit the environment; the port is taken.
delete process.env.BEYOND_PRESENCE_PROBE_PORT;

if (isMainThread && port !== undefined) {
	setFlagsFromString('--expose-gc');
	const collectGarbage = runInNewContext('gc');
	const prototypes = [Object, Array, String, Number, Boolean, Function].map(
		(each) => each.prototype,
	);
	const heapUsed = () => {
		// Twice: finalizers of the first round free more.
		collectGarbage();
		collectGarbage();
		return process.memoryUsage().heapUsed;
	};
	const onPrototypes = () => prototypes.map((each) => Reflect.ownKeys(each).map(String));
	createServer(({ url }, response) =>
		response.end(JSON.stringify(url === '/heap' ? heapUsed() : onPrototypes())),
	)
		.listen(Number(port), '127.0.0.1')
		.unref();
}
