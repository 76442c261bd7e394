/**
 * Loaded into n8n (`node --import`), so that no n8n is left behind by a test or demo that was
 * killed: the starting process has the other end of a pipe, which the system closes when that
 * process is gone, however it ended. Does nothing while the pipe is open.
 */
import { Socket } from 'node:net';
import { isMainThread } from 'node:worker_threads';

const { BEYOND_PRESENCE_PARENT_PIPE: descriptor } = process.env;
// Processes that n8n starts inherit the environment, but not the pipe.
delete process.env.BEYOND_PRESENCE_PARENT_PIPE;

if (isMainThread && descriptor !== undefined) {
	const pipe = new Socket({ fd: Number(descriptor), readable: true, writable: false });
	const end = () =>
		process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');
	pipe.once('close', end).once('error', end).resume();
	pipe.unref();
}
