import { err, ok, type Result } from '../core/result.ts';

const HTTPS_PORT = '443';

const HOST_NAME = /^(?:[\w.-]+|\[[0-9a-f:.]+\])$/;

/** Parses the host that a secret is for, as `host:port`; without a port it is that of https. */
export function parseSecretHost(text: string): Result<string, string> {
  const url = URL.parse(text.includes('://') ? text : `https://${text}`);
  const isHost =
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    HOST_NAME.test(url.hostname) &&
    [url.username, url.password, url.search, url.hash].every((part) => part === '') &&
    url.pathname === '/';
  return isHost ? ok(hostOf(url)) : err('must be a host like 192.168.1.11:8006');
}

/** Returns the host and port of an address; the default port of its scheme is spelled out. */
export function hostOf(url: URL): string {
  const port = url.port || (url.protocol === 'http:' ? '80' : HTTPS_PORT);
  return `${url.hostname}:${port}`;
}
