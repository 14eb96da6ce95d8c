import { createBoundedFetch } from '../http-client/bounded-fetch.ts';
import type { ProxyFor } from '../http-client/proxy-tunnel.ts';
import { createConnector } from '../http-client/tls-trust.ts';

const MAX_BYTES = 5 * 1024 * 1024;

/** A `fetch` for the SDK: answers are bounded, and requests go through a proxy where there is one. */
export function proxiedFetch(proxyFor: ProxyFor | undefined) {
  const web = createBoundedFetch(createConnector({}, proxyFor));
  return (to: Request | URL | string, init?: RequestInit): Promise<Response> =>
    web.fetch(to instanceof Request ? to.url : to, init, { maxBytes: MAX_BYTES });
}
