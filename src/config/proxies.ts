import { BlockList, isIP } from 'node:net';
import type { Variables } from './environment.ts';

/** The proxies for all outgoing requests. */
export interface Proxies {
  readonly http: URL | undefined;
  readonly https: URL | undefined;
  /** Returns the proxy for an address. This machine itself is always reached directly. */
  readonly proxyFor: (to: URL) => URL | undefined;
}

type ProxyVariables = Pick<Variables, 'HTTP_PROXY' | 'HTTPS_PROXY' | 'NO_PROXY'>;

/** Reads HTTP_PROXY, HTTPS_PROXY and NO_PROXY as curl and most other programs do. */
export function readProxies({ HTTP_PROXY, HTTPS_PROXY, NO_PROXY }: ProxyVariables): Proxies {
  const exemptions = [...NO_PROXY, 'localhost', '127.0.0.0/8', '::1/128'].map(toExemption);
  return {
    http: HTTP_PROXY,
    https: HTTPS_PROXY,
    proxyFor(to) {
      const proxy = to.protocol === 'https:' ? HTTPS_PROXY : HTTP_PROXY;
      if (!proxy) return undefined;
      const host = to.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
      const port = to.port || (to.protocol === 'https:' ? '443' : '80');
      return exemptions.some((isExempt) => isExempt(host, port)) ? undefined : proxy;
    },
  };
}

type Exemption = (host: string, port: string) => boolean;

const NETWORK = /^(?<address>[0-9a-f.:]+)\/(?<bits>\d+)$/;
const WITH_PORT = /^(?:\[(?<six>.+)\]|(?<name>[^:]+)):(?<port>\d+)$/;

/** Parses `*`, `example.org` including its subdomains, `.example.org`, `10.0.0.0/8`, and any name or address with a port. */
function toExemption(raw: string): Exemption {
  const entry = raw.toLowerCase();
  if (entry === '*') return () => true;
  const network = NETWORK.exec(entry)?.groups;
  if (network) return inNetwork(network['address'] ?? '', Number(network['bits']));
  const { six, name = six, port: only } = WITH_PORT.exec(entry)?.groups ?? {};
  const place = (name ?? entry).replace(/^\[(.*)\]$/, '$1').replace(/^\*?\./, '');
  return (host, port) =>
    (only === undefined || only === port) && (host === place || host.endsWith(`.${place}`));
}

function inNetwork(address: string, bits: number): Exemption {
  const family = isIP(address);
  if (family === 0 || bits > (family === 6 ? 128 : 32)) return () => false;
  const list = new BlockList();
  list.addSubnet(address, bits, family === 6 ? 'ipv6' : 'ipv4');
  return (host) => isIP(host) === family && list.check(host, family === 6 ? 'ipv6' : 'ipv4');
}
