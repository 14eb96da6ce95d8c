import type { Secret } from '../../core/secret.ts';
import type { ModelCheck } from '../../doctor/claude.ts';
import type { ProxyFor } from '../http-client/proxy-tunnel.ts';
import { toAssistantError } from './errors.ts';
import { proxiedFetch } from './proxied-fetch.ts';

interface Options {
  readonly key: Secret;
  readonly model: string;
  readonly baseUrl: string | undefined;
  /** Requests go directly to the API when this is not given. */
  readonly proxyFor?: ProxyFor | undefined;
}

const TIMEOUT_MS = 8000;

const REPORTED_KINDS: ReadonlySet<ModelCheck['kind']> = new Set([
  ...(['bad-key', 'not-allowed', 'no-credit'] as const),
  ...(['no-model', 'unreachable', 'too-slow'] as const),
]);

/** Requests the description of the model: that needs the key and costs nothing. */
export async function findModel({ key, model, baseUrl, proxyFor }: Options): Promise<ModelCheck> {
  const sdk = await import('@anthropic-ai/sdk');
  const client = new sdk.default({
    apiKey: key.reveal(),
    authToken: null,
    baseURL: baseUrl ?? null,
    timeout: TIMEOUT_MS,
    maxRetries: 1,
    fetch: proxiedFetch(proxyFor),
    openTelemetry: false,
    logLevel: 'off',
    fetchOptions: { redirect: 'error' },
  });
  try {
    await client.models.retrieve(model);
    return { kind: 'known' };
  } catch (cause) {
    const { kind } = toAssistantError(cause, model, sdk);
    return { kind: [...REPORTED_KINDS].find((it) => it === kind) ?? 'other' };
  }
}
