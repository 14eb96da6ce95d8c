import { isIP } from 'node:net';
import { connect, TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';
import { direct, openTunnel, type ProxyFor, throughProxy } from './proxy-tunnel.ts';

const CONNECT_TIMEOUT_MS = 3000;

/** How to verify a server whose certificate no public authority signed. */
export interface TlsTrust {
  /** PEM certificates of the authorities that signed the server's. */
  readonly ca?: string | undefined;
  /** SHA-256 of the server's own certificate, in hexadecimal. */
  readonly fingerprint?: string | undefined;
  /** Our own certificate, for servers that require one. */
  readonly client?: { readonly cert: string; readonly key: string } | undefined;
}

/** The server presents another certificate than the pinned one. */
class AnotherCertificate extends Error {
  readonly code = 'ANOTHER_CERTIFICATE';
}

/** Connects only to trusted servers. A pinned certificate needs no authority. */
export function createConnector(
  { ca, fingerprint, client }: TlsTrust,
  proxyFor: ProxyFor = direct,
): buildConnector.connector {
  const dialDirectly = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    maxCachedSessions: 0, // a resumed session would not show its certificate
    ...(ca !== undefined && { ca }),
    ...client,
    ...(fingerprint !== undefined && { rejectUnauthorized: false }),
  });
  const dial = throughProxy(dialDirectly, proxyFor);
  if (fingerprint === undefined) return dial;

  return (options, callback) =>
    dial(options, (...[error, socket]) => {
      if (error) callback(error, null);
      else if (fingerprintOf(socket) === plain(fingerprint)) callback(null, socket);
      else {
        socket.destroy();
        callback(new AnotherCertificate('the certificate is not the pinned one'), null);
      }
    });
}

function fingerprintOf(socket: unknown): string | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const shown = socket.getPeerCertificate();
  return 'fingerprint256' in shown ? plain(shown.fingerprint256) : undefined;
}

const plain = (fingerprint: string): string =>
  fingerprint.toLowerCase().replaceAll(/[^0-9a-f]/g, '');

const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|ANOTHER_CERTIFICATE/;

/** Returns whether an error code means that the certificate of the server is not trusted. */
export const isUntrusted = (code: unknown): boolean =>
  typeof code === 'string' && UNTRUSTED.test(code);

/** Facts of a certificate. Times are epoch milliseconds. */
export interface CertificateFacts {
  readonly fingerprint: string;
  readonly goodFrom: number;
  readonly goodUntil: number;
}

/** Returns the certificate that a server presents, for its owner to compare and pin. No request is sent. */
export async function fetchCertificate(
  url: URL,
  proxyFor: ProxyFor,
): Promise<CertificateFacts | undefined> {
  const { promise, resolve } = Promise.withResolvers<CertificateFacts | undefined>();
  const proxy = proxyFor(url);
  const tunnel = proxy && (await openTunnel(proxy, url).catch(() => undefined));
  if (proxy && !tunnel) return undefined;
  const host = url.hostname.replaceAll(/[[\]]/g, '');
  const socket = connect({
    ...(tunnel ? { socket: tunnel } : { host, port: Number(url.port || 443) }),
    rejectUnauthorized: false,
    timeout: CONNECT_TIMEOUT_MS,
    ...(isIP(host) === 0 && { servername: host }), // one address may serve many names
  });
  socket.once('secureConnect', () => {
    const { fingerprint256, valid_from, valid_to } = socket.getPeerCertificate();
    const [goodFrom, goodUntil] = [Date.parse(valid_from), Date.parse(valid_to)];
    resolve({ fingerprint: fingerprint256, goodFrom, goodUntil });
  });
  socket.once('timeout', () => resolve(undefined));
  socket.once('error', () => resolve(undefined));
  return promise.finally(() => socket.destroy());
}
