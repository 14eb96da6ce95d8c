import { pino } from 'pino';
import type { AlertApi } from '../../src/alerts/alert-source.ts';
import { createAlertApis } from '../../src/app/alert-apis.ts';
import type { AlertApiSettings } from '../../src/config/alert-apis.ts';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import { Secret } from '../../src/core/secret.ts';

type Choices = Partial<Omit<AlertApiSettings, 'token'>> &
  Pick<AlertApiSettings, 'kind' | 'url'> & {
    readonly source?: string;
    readonly token?: string;
    readonly clock?: Clock;
  };

/** The access to one source, composed as the relay does. */
export function alertApiOf({ source = 'tool', token, clock = systemClock, ...settings }: Choices) {
  const cleanup = new AsyncDisposableStack();
  const api = {
    ...{ user: undefined, receiver: undefined },
    trust: { ca: undefined, fingerprint: undefined },
    ...settings,
    token: token === undefined ? undefined : new Secret(token),
  };
  const [made] = createAlertApis({
    sources: new Map([[source, { api }]]),
    proxyFor: () => undefined,
    log: pino({ level: 'silent' }),
    ...{ clock, cleanup },
  });
  if (!made) throw new Error('no source');
  const configured: typeof made & { readonly api: AlertApi } = made;
  return { ...configured, [Symbol.asyncDispose]: () => cleanup.disposeAsync() };
}
