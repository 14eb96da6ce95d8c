import { request as askPlain, type IncomingMessage } from 'node:http';
import { request as askSecurely } from 'node:https';
import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';

/** The proxy that a request goes through, where it does not go straight. */
export type ProxyFor = (to: URL) => URL | undefined;

export const direct: ProxyFor = () => undefined;

const TIMEOUT_MS = 3000;

/** A proxy answers, and does not let us through. */
class ProxyRefused extends Error {
  readonly code = 'PROXY_REFUSED';
}

/** A proxy does not answer, or gets no answer from the other side. */
class NoTunnel extends Error {
  readonly code = 'NO_TUNNEL';
}

/** Whether an error says that a proxy lets nothing through to there. */
export const isRefusedByProxy = (code: unknown): boolean => code === 'PROXY_REFUSED';

/** What a proxy had to do with it, for a log: libraries wrap our errors in vaguer ones. */
export function describeProxy(thrown: unknown): string {
  if (thrown instanceof ProxyRefused || thrown instanceof NoTunnel) return `: ${thrown.message}`;
  return thrown instanceof Error && thrown.cause !== thrown ? describeProxy(thrown.cause) : '';
}

/** Codes of errors before anything was sent to the other side. */
export const TUNNEL_ERRORS: readonly string[] = ['PROXY_REFUSED', 'NO_TUNNEL', 'ERR_PROXY_TUNNEL'];

/** A line to a host behind a proxy. The proxy learns the name of the host and nothing else. */
export function openTunnel(proxy: URL, to: URL): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const path = `${to.hostname}:${to.port || (to.protocol === 'https:' ? 443 : 80)}`;
  const ask = proxy.protocol === 'https:' ? askSecurely : askPlain;
  const request = ask({
    ...addressOf(proxy),
    method: 'CONNECT',
    path,
    headers: { host: path, ...credentials(proxy) },
    agent: false,
  });
  const fail = (cause: unknown) =>
    reject(new NoTunnel(`no line to ${path} through the proxy ${proxy.host}`, { cause }));
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
      reject(new ProxyRefused(`the proxy ${proxy.host} refuses ${path} (${statusCode})`));
    } else fail(new Error(`it says ${statusCode}`));
  });
  request.once('response', ({ statusCode }) => fail(new Error(`it says ${statusCode}`)));
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

/** Connects as `dial` does, through a proxy where there is one on the way. */
export function tunnelling(
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
