import { z } from 'zod';
import type { AlertApi } from '../../alerts/alert-source.ts';
import { ok } from '../../core/result.ts';
import { fromLabels } from '../alert-formats/labelled-alert.ts';
import { isList } from '../alert-formats/lenient.ts';
import { readTime } from '../alert-formats/read-time.ts';
import { ALERTS, type LabelledApiOptions, readListedAlerts } from './labelled-alerts.ts';
import { createSnoozeAccess } from './snooze-access.ts';
import { unreadable } from './unreadable.ts';

const Status = z.object({ uptime: z.string() });

/** Creates the access to the API of an Alertmanager. */
export function createAlertmanager(options: LabelledApiOptions): AlertApi {
  const { source, api, receiver, canSnooze, clock } = options;
  return {
    source,
    async read() {
      const [alerts, status] = await Promise.all([api.ask(ALERTS), api.ask('/api/v2/status')]);
      if (!alerts.ok) return alerts;
      if (!status.ok) return status;
      if (!isList(alerts.value)) return unreadable(api.service, 'not a list of alerts');
      const now = clock.now();
      const started = Status.safeParse(status.value);
      if (!started.success) return unreadable(api.service, 'a status without a start');
      return ok({
        ...readListedAlerts(alerts.value, { source, receiver, now, read: fromLabels }),
        startedAt: readTime(started.data.uptime, now),
      });
    },
    snoozes: canSnooze ? createSnoozeAccess({ api, base: '', clock }) : undefined,
  };
}
