import type { Logger } from 'pino';
import { fetchCertificate } from '../adapters/http-client/tls-trust.ts';
import type { Config } from '../config/config.ts';
import type { Clock } from '../core/clock.ts';
import { map } from '../core/result.ts';
import { evaluateAlertApi } from '../doctor/alert-api.ts';
import type { Access } from '../doctor/backend-fault.ts';
import type { Check } from '../doctor/run-checks.ts';
import { type ConfiguredAlertApi, createAlertApis } from './alert-apis.ts';

interface Dependencies {
  readonly config: Pick<Config, 'alertSources'> & {
    readonly proxies: Pick<Config['proxies'], 'proxyFor'>;
  };
  readonly clock: Clock;
  readonly log: Logger;
  readonly cleanup: AsyncDisposableStack;
}

/** Returns a check for every source of alerts whose address is set: it is asked once. */
export function alertApiChecks({ config, clock, log, cleanup }: Dependencies): readonly Check[] {
  const { proxyFor } = config.proxies;
  const sources = config.alertSources;
  return createAlertApis({ sources, proxyFor, clock, log, cleanup }).map(({ api, settings }) => {
    const subject = `Alerts ${api.source}`;
    return {
      subject,
      async run() {
        const reading = await api.read();
        const { protocol } = settings.url;
        return [
          evaluateAlertApi({
            ...{ subject, access: accessTo(api.source, settings), now: clock.now() },
            reading: map(reading, ({ alerts }) => ({
              all: alerts.length,
              firing: alerts.filter(({ state }) => state === 'firing' || state === 'silenced')
                .length,
            })),
            snoozes: reading.ok ? await api.snoozes?.list() : undefined,
            certificate:
              !reading.ok && protocol === 'https:'
                ? await fetchCertificate(settings.url, proxyFor)
                : undefined,
          }),
        ];
      },
    };
  });
}

function accessTo(source: string, { url }: ConfiguredAlertApi['settings']): Access {
  const setting = (field: string): string => `sources.${source}.${field} in RELAY_CONFIG`;
  return {
    where: url.origin + (url.pathname === '/' ? '' : url.pathname),
    ...{ variable: setting('url'), key: setting('token'), url, pin: setting('fingerprint') },
  };
}
