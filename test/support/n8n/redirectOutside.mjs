/**
 * Preloaded into an n8n under test: requests over TLS to other machines go to the sink on this
 * one instead, unencrypted. So nodes for outside services are tested as they are, and
 * nothing leaves 127.0.0.1.
 */
import net from 'node:net';
import tls from 'node:tls';

const port = Number(process.env.OUTSIDE_SINK_PORT);

tls.connect = (...args) => {
	const callback = args.find((arg) => typeof arg === 'function');
	const socket = net.connect({ host: '127.0.0.1', port });
	if (callback) socket.once('connect', callback);
	// What waits for the handshake need not wait.
	socket.once('connect', () => socket.emit('secureConnect'));
	return socket;
};
