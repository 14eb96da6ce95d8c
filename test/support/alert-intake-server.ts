import { createAccess } from '../../src/access/access.ts';
import { readPagerDutyEvent, routingKeyOf } from '../../src/adapters/alert-formats/pagerduty.ts';
import { readPrometheusAlerts } from '../../src/adapters/alert-formats/prometheus.ts';
import { readReport } from '../../src/adapters/alert-formats/read-report.ts';
import type { AlertEvent } from '../../src/alerts/alert-event.ts';
import { Secret } from '../../src/core/secret.ts';
import type { AlertHouse } from './alert-house.ts';
import { startServer } from './server.ts';

interface Options {
  readonly key: string;
  readonly receive?: (events: readonly AlertEvent[]) => Promise<void>;
}

/** Starts a server that takes the reports of monitoring tools for a house. */
export const startAlertIntake = (
  { stores, clock, alerts }: AlertHouse,
  { key, receive = (events) => alerts.receive(events) }: Options,
): ReturnType<typeof startServer> =>
  startServer({
    alerts: {
      access: createAccess({ keys: stores.keys, apiKey: new Secret(key), clock }),
      intake: { receive, onUnreadable: async () => {} },
      sources: new Map(),
      ...{ readReport, readPrometheus: readPrometheusAlerts, readPagerDuty: readPagerDutyEvent },
      routingKeyOf,
    },
  });
