import { type IncomingMessage, request as requestOverHttp } from 'node:http';
import { request as requestOverHttps } from 'node:https';
import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';

/** Returns the proxy for a request; undefined when it goes directly. */
export type ProxyFor = (to: URL) => URL | undefined;

export const direct: ProxyFor = () => undefined;

const TIMEOUT_MS = 3000;

/** A proxy answers, but denies the connection. */
class ProxyRefused extends Error {
  readonly code = 'PROXY_REFUSED';
}

/** A proxy does not answer, or gets no answer from the target. */
class NoTunnel extends Error {
  readonly code = 'NO_TUNNEL';
}

/** Returns whether an error code means that a proxy denied the connection. */
export const isRefusedByProxy = (code: unknown): boolean => code === 'PROXY_REFUSED';

/** Describes the part of a proxy in an error, for a log: libraries wrap our errors in vaguer ones. */
export function describeProxy(thrown: unknown): string {
  if (thrown instanceof ProxyRefused || thrown instanceof NoTunnel) return `: ${thrown.message}`;
  return thrown instanceof Error && thrown.cause !== thrown ? describeProxy(thrown.cause) : '';
}

/** Codes of errors that occur before anything is sent to the target. */
export const TUNNEL_ERRORS: readonly string[] = ['PROXY_REFUSED', 'NO_TUNNEL', 'ERR_PROXY_TUNNEL'];

/** Opens a connection to a host through a proxy. The proxy receives the host name and nothing else. */
export function openTunnel(proxy: URL, to: URL): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const path = `${to.hostname}:${to.port || (to.protocol === 'https:' ? 443 : 80)}`;
  const sendRequest = proxy.protocol === 'https:' ? requestOverHttps : requestOverHttp;
  const request = sendRequest({
    ...addressOf(proxy),
    method: 'CONNECT',
    path,
    headers: { host: path, ...credentials(proxy) },
    agent: false,
  });
  const fail = (cause: unknown) =>
    reject(new NoTunnel(`no connection to ${path} through the proxy ${proxy.host}`, { cause }));
  const timer = setTimeout(() => request.destroy(new Error('too slow')), TIMEOUT_MS);

  request.once('connect', ({ statusCode = 0 }: IncomingMessage, socket: Socket, head: Buffer) => {
    if (statusCode === 200) {
      if (head.length > 0) socket.unshift(head);
      socket.setNoDelay(true);
      resolve(socket);
      return;
    }
    socket.destroy();
    if (statusCode < 500) {
      reject(new ProxyRefused(`the proxy ${proxy.host} denies ${path} (${statusCode})`));
    } else fail(new Error(`the proxy responds with ${statusCode}`));
  });
  request.once('response', ({ statusCode }) =>
    fail(new Error(`the proxy responds with ${statusCode}`)),
  );
  request.on('error', fail);
  request.end();
  return promise.finally(() => clearTimeout(timer));
}

const addressOf = ({ protocol, hostname, port }: URL) => ({
  host: hostname.replace(/^\[(.*)\]$/, '$1'),
  port: port || (protocol === 'https:' ? 443 : 80),
});

function credentials({ username, password }: URL): Record<string, string> {
  if (!username && !password) return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** Connects as `dial` does, through a proxy where `proxyFor` returns one. */
export function throughProxy(
  dial: buildConnector.connector,
  proxyFor: ProxyFor,
): buildConnector.connector {
  return (options, callback) => {
    const { protocol, host, hostname } = options;
    const to = new URL(`${protocol}//${host ?? hostname}`);
    const proxy = proxyFor(to);
    if (!proxy) {
      dial(options, callback);
      return;
    }
    openTunnel(proxy, to).then(
      (socket) => {
        if (protocol === 'https:') dial({ ...options, httpSocket: socket }, callback);
        else callback(null, socket);
      },
      (cause: unknown) => callback(cause instanceof Error ? cause : new Error(String(cause)), null),
    );
  };
}
