import { isIP } from 'node:net';
import { connect, TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';
import { direct, openTunnel, type ProxyFor, tunnelling } from './proxy-tunnel.ts';

const CONNECT_TIMEOUT_MS = 3000;

/** Whom to believe who they are, where no public authority says so. */
export interface TlsTrust {
  /** Certificates in PEM that vouch for the server's. */
  readonly ca?: string | undefined;
  /** SHA-256 of the server's own certificate, in hexadecimal. */
  readonly fingerprint?: string | undefined;
  /** What we show ourselves, where a server wants to know who asks. */
  readonly client?: { readonly cert: string; readonly key: string } | undefined;
}

/** Somebody answers, with another certificate than the one that is expected. */
class AnotherCertificate extends Error {
  readonly code = 'ANOTHER_CERTIFICATE';
}

/** Connects only to whom we trust. A pinned certificate needs nobody to vouch for it. */
export function createConnector(
  { ca, fingerprint, client }: TlsTrust,
  proxyFor: ProxyFor = direct,
): buildConnector.connector {
  const straightOn = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    maxCachedSessions: 0, // a resumed session would not show its certificate
    ...(ca !== undefined && { ca }),
    ...client,
    ...(fingerprint !== undefined && { rejectUnauthorized: false }),
  });
  const dial = tunnelling(straightOn, proxyFor);
  if (fingerprint === undefined) return dial;

  return (options, callback) =>
    dial(options, (...[error, socket]) => {
      if (error) callback(error, null);
      else if (fingerprintOf(socket) === plain(fingerprint)) callback(null, socket);
      else {
        socket.destroy();
        callback(new AnotherCertificate('not the certificate that is pinned'), null);
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

/** Whether a connection failed because nobody vouches for the server. */
export const isUntrusted = (code: unknown): boolean =>
  typeof code === 'string' && UNTRUSTED.test(code);

/** A certificate as it is shown. Times are epoch milliseconds. */
export interface CertificateFacts {
  readonly fingerprint: string;
  readonly goodFrom: number;
  readonly goodUntil: number;
}

/** The certificate that a server shows, for its owner to compare and pin. Nothing is sent to it. */
export async function fetchCertificate(
  url: URL,
  proxyFor: ProxyFor,
): Promise<CertificateFacts | undefined> {
  const { promise, resolve } = Promise.withResolvers<CertificateFacts | undefined>();
  const proxy = proxyFor(url);
  const line = proxy && (await openTunnel(proxy, url).catch(() => undefined));
  if (proxy && !line) return undefined;
  const host = url.hostname.replaceAll(/[[\]]/g, '');
  const socket = connect({
    ...(line ? { socket: line } : { host, port: Number(url.port || 443) }),
    rejectUnauthorized: false,
    timeout: CONNECT_TIMEOUT_MS,
    ...(isIP(host) === 0 && { servername: host }), // many names may live there
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
