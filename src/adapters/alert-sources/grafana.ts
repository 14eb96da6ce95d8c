import type { AlertApi } from '../../alerts/alert-source.ts';
import { ok } from '../../core/result.ts';
import { fromGrafana } from '../alert-formats/grafana.ts';
import { isList } from '../alert-formats/lenient.ts';
import { ALERTS, type LabelledApiOptions, readListedAlerts } from './labelled-alerts.ts';
import { createSnoozeAccess } from './snooze-access.ts';
import { unreadable } from './unreadable.ts';

/** The Alertmanager inside of Grafana. */
const BASE = '/api/alertmanager/grafana';

/** Creates the access to the alerts of a Grafana, which does not tell when it started. */
export function createGrafana(options: LabelledApiOptions): AlertApi {
  const { source, api, receiver, canSnooze, clock } = options;
  return {
    source,
    async read() {
      const alerts = await api.ask(`${BASE}${ALERTS}`);
      if (!alerts.ok) return alerts;
      if (!isList(alerts.value)) return unreadable(api.service, 'not a list of alerts');
      const from = { source, receiver, now: clock.now(), read: fromGrafana };
      return ok(readListedAlerts(alerts.value, from));
    },
    snoozes: canSnooze ? createSnoozeAccess({ api, base: BASE, clock }) : undefined,
  };
}
