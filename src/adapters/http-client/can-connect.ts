import { connect } from 'node:net';

const TIMEOUT_MS = 4000;

/** Returns true when something at that host and port accepts a connection. Nothing is sent. */
export function canConnect(host: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host, port, timeout: TIMEOUT_MS });
  socket.once('connect', () => resolve(true));
  socket.once('error', () => resolve(false));
  socket.once('timeout', () => resolve(false));
  return promise.finally(() => socket.destroy());
}
