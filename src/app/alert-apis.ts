import type { Logger } from 'pino';
import { createAlertmanager } from '../adapters/alert-sources/alertmanager.ts';
import { createGatus } from '../adapters/alert-sources/gatus.ts';
import { createGrafana } from '../adapters/alert-sources/grafana.ts';
import { createHealthchecks } from '../adapters/alert-sources/healthchecks.ts';
import type { LabelledApiOptions } from '../adapters/alert-sources/labelled-alerts.ts';
import { createUptimeKuma } from '../adapters/alert-sources/uptime-kuma.ts';
import { createApi } from '../adapters/http-client/json-api.ts';
import type { ProxyFor } from '../adapters/http-client/proxy-tunnel.ts';
import type { AlertSeverity } from '../alerts/alert-event.ts';
import type { AlertApi } from '../alerts/alert-source.ts';
import type { AlertApiKind, AlertApiSettings } from '../config/alert-apis.ts';
import type { AlertSources } from '../config/alert-sources.ts';
import type { Clock } from '../core/clock.ts';
import { ok } from '../core/result.ts';

interface Dependencies {
  readonly sources: AlertSources;
  readonly proxyFor: ProxyFor;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  readonly cleanup: AsyncDisposableStack;
}

/** A source that can be asked, as it is configured. */
export interface ConfiguredAlertApi {
  readonly api: AlertApi;
  readonly settings: AlertApiSettings;
  /** The most severe that its alerts can be. */
  readonly severity: AlertSeverity | undefined;
}

const MAKERS: Readonly<Record<AlertApiKind, (options: LabelledApiOptions) => AlertApi>> = {
  alertmanager: createAlertmanager,
  grafana: createGrafana,
  'uptime-kuma': createUptimeKuma,
  gatus: createGatus,
  healthchecks: createHealthchecks,
};

/** Creates the access to every source whose address is set. */
export function createAlertApis(dependencies: Dependencies): readonly ConfiguredAlertApi[] {
  const { sources, proxyFor, clock, log, cleanup } = dependencies;
  return [...sources].flatMap(([source, { api: settings, severity }]) => {
    if (!settings) return [];
    const { kind, url, trust, token, receiver } = settings;
    const headers = headersOf(settings);
    const api = cleanup.use(
      createApi({
        ...{ service: source, url, trust, proxyFor, clock, log },
        headers: async () => ok(headers),
      }),
    );
    const options = { source, api, receiver, canSnooze: token !== undefined, clock };
    return [{ api: MAKERS[kind](options), settings, severity }];
  });
}

/** Uptime Kuma takes its API keys as passwords, Healthchecks has a header of its own. */
function headersOf({ kind, token, user }: AlertApiSettings): Readonly<Record<string, string>> {
  if (!token) return {};
  const key = token.reveal();
  if (kind === 'healthchecks') return { 'x-api-key': key };
  if (user === undefined && kind !== 'uptime-kuma') return { authorization: `Bearer ${key}` };
  const pair = Buffer.from(`${user ?? ''}:${key}`).toString('base64');
  return { authorization: `Basic ${pair}` };
}
