import { createBoundedFetch } from '../web/bounded-fetch.ts';
import { createConnector } from '../web/trust.ts';
import type { ProxyFor } from '../web/tunnel.ts';

const MAX_BYTES = 5 * 1024 * 1024;

/** How the SDK gets out: bounded, and through a proxy where there is one. */
export function wayOut(proxyFor: ProxyFor | undefined) {
  const web = createBoundedFetch(createConnector({}, proxyFor));
  return (to: Request | URL | string, init?: RequestInit): Promise<Response> =>
    web.fetch(to instanceof Request ? to.url : to, init, { maxBytes: MAX_BYTES });
}
