import type { Secret } from '../../core/secret.ts';
import type { ModelLook } from '../../doctor/claude.ts';
import type { ProxyFor } from '../http-client/proxy-tunnel.ts';
import { troubleOf } from './errors.ts';
import { wayOut } from './proxied-fetch.ts';

interface Options {
  readonly key: Secret;
  readonly model: string;
  readonly baseUrl: string | undefined;
  /** Straight to the API unless told. */
  readonly proxyFor?: ProxyFor | undefined;
}

const PATIENCE_MS = 8000;

const TOLD: ReadonlySet<ModelLook['kind']> = new Set([
  ...(['bad-key', 'not-allowed', 'no-credit'] as const),
  ...(['no-model', 'unreachable', 'too-slow'] as const),
]);

/** Asks what kind of model it is: that needs the key and costs nothing. */
export async function lookForModel({ key, model, baseUrl, proxyFor }: Options): Promise<ModelLook> {
  const sdk = await import('@anthropic-ai/sdk');
  const client = new sdk.default({
    apiKey: key.reveal(),
    authToken: null,
    baseURL: baseUrl ?? null,
    timeout: PATIENCE_MS,
    maxRetries: 1,
    fetch: wayOut(proxyFor),
    openTelemetry: false,
    logLevel: 'off',
    fetchOptions: { redirect: 'error' },
  });
  try {
    await client.models.retrieve(model);
    return { kind: 'known' };
  } catch (cause) {
    const { kind } = troubleOf(cause, model, sdk);
    return { kind: [...TOLD].find((it) => it === kind) ?? 'other' };
  }
}
