import { err, ok, type Result } from '../../core/result.ts';
import { createBoundedFetch } from './bounded-fetch.ts';
import { codesOf } from './causes.ts';
import { DeadlinePassed, startDeadline } from './deadline.ts';
import type { ProxyFor } from './proxy-tunnel.ts';
import { createConnector } from './tls-trust.ts';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 64 * 1024;
const MAX_REDIRECTS = 3;
const USER_AGENT = 'sms-relay/1';

/**
 * Asks an address once, and follows redirects on its own host only. The address may be a secret: the reason of a failure
 * names none of it.
 */
export async function askOnce(address: URL, proxyFor?: ProxyFor): Promise<Result<void, string>> {
  const web = createBoundedFetch(createConnector({}, proxyFor));
  using deadline = startDeadline(TIMEOUT_MS);
  const { signal } = deadline;

  async function follow(url: URL, redirects: number): Promise<Result<void, string>> {
    const headers = { 'user-agent': USER_AGENT };
    const init = { headers, redirect: 'manual', signal } as const;
    const response = await web.fetch(url, init, { maxBytes: MAX_BYTES });
    await response.text();
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) {
      return response.ok ? ok(undefined) : err(`HTTP ${response.status}`);
    }
    const next = URL.parse(location, url.href);
    if (!next || !isSameHost(url, next)) return err('redirected to another host');
    return redirects < MAX_REDIRECTS ? follow(next, redirects + 1) : err('too many redirects');
  }

  try {
    return await follow(address, 0);
  } catch (thrown) {
    if (thrown instanceof DeadlinePassed) return err(`no answer in ${TIMEOUT_MS / 1000}s`);
    return err(`no connection ${codesOf(thrown).join(' ')}`.trim());
  } finally {
    await web.destroy();
  }
}

/** A redirect may lead from http to https, never back. */
const isSameHost = (from: URL, to: URL): boolean =>
  to.host === from.host && (to.protocol === from.protocol || to.protocol === 'https:');
