import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type RequestClient from 'twilio/lib/base/RequestClient.js';
import type { RequestOptions } from 'twilio/lib/base/RequestClient.js';
import type { Secret } from '../../../core/secret.ts';
import { direct, type ProxyFor } from '../../http-client/proxy-tunnel.ts';

export interface TwilioAccount {
  readonly sid: string;
  /** Two while they are rotated; either may be the one that Twilio still accepts. */
  readonly tokens: readonly Secret[];
  /** Returns the base address of the REST API; called once per request. */
  readonly apiUrl: () => string | Promise<string>;
  /** Requests go directly to Twilio when this is not given. */
  readonly proxyFor?: ProxyFor | undefined;
}

const TIMEOUT_MS = 10_000;
const DENIED = 401;

/**
 * Loads Twilio's own library when first needed: that takes a quarter of a second. Returns a function
 * that calls `work` with a client, and once more with the other token when Twilio rejects the first.
 */
export async function openTwilio({ sid, tokens, apiUrl, proxyFor = direct }: TwilioAccount) {
  const { default: twilio } = await import('twilio');

  /** Redirects requests to `apiUrl`: the library has no setting for another base address. */
  class Requests extends twilio.RequestClient {
    override async request<T>(options: RequestOptions) {
      const { pathname, search } = new URL(options.uri);
      const uri = (await apiUrl()) + pathname + search;
      return super.request<T>({ ...options, uri });
    }
  }

  const httpClient = new Requests({ timeout: TIMEOUT_MS });
  applyProxy(httpClient, proxyFor(new URL(await apiUrl())));
  const clients = tokens.map((token) => twilio(sid, token.reveal(), { httpClient }));

  return async <T>(work: (client: (typeof clients)[number]) => Promise<T>): Promise<T> => {
    const [first, second] = clients;
    if (!first) throw new Error('Twilio needs an auth token');
    try {
      return await work(first);
    } catch (cause) {
      if (second && statusOf(cause) === DENIED) return work(second);
      throw cause;
    }
  };
}

/** Sets the proxy: the library reads the environment by rules of its own, and disables the proxy in each request. */
function applyProxy({ axios }: RequestClient, proxy: URL | undefined): void {
  const proxyEnv = proxy && { HTTP_PROXY: proxy.href, HTTPS_PROXY: proxy.href };
  const options = { keepAlive: true, timeout: TIMEOUT_MS, ...(proxyEnv && { proxyEnv }) };
  axios.defaults.httpAgent = new HttpAgent(options);
  axios.defaults.httpsAgent = new HttpsAgent(options);
  if (proxy) axios.interceptors.request.use(({ proxy: _, ...rest }) => rest);
}

/** The HTTP status of a REST exception; undefined when there was no answer at all. */
export const statusOf = (cause: unknown): number | undefined => numberIn(cause, 'status');

/** Twilio's own error code. */
export const codeOf = (cause: unknown): number | undefined => numberIn(cause, 'code');

function numberIn(cause: unknown, name: 'status' | 'code'): number | undefined {
  if (!(cause instanceof Error) || !(name in cause)) return undefined;
  const value: unknown = Reflect.get(cause, name);
  return typeof value === 'number' ? value : undefined;
}
