import { z } from 'zod';
import type { AlertApi, SourceAlert, SourceAlertState } from '../../alerts/alert-source.ts';
import type { Clock } from '../../core/clock.ts';
import { ok } from '../../core/result.ts';
import { healthchecks } from '../alert-formats/healthchecks.ts';
import { MAX_ALERTS } from '../alert-formats/report.ts';
import { toAlertEvent } from '../alert-formats/to-alert-event.ts';
import type { Api } from '../http-client/json-api.ts';
import { unreadable } from './unreadable.ts';

interface Options {
  readonly source: string;
  readonly api: Api;
  readonly clock: Pick<Clock, 'now'>;
}

const Checks = z.object({ checks: z.array(z.unknown()) });
const Check = z.looseObject({ name: z.string(), status: z.string() });

/** Creates the access to the checks of a project. Reports may come from several projects: nothing ends by being missing. */
export function createHealthchecks({ source, api, clock }: Options): AlertApi {
  return {
    source,
    async read() {
      const listed = await api.ask('/api/v3/checks/');
      if (!listed.ok) return listed;
      const read = Checks.safeParse(listed.value);
      if (!read.success) return unreadable(api.service, 'not a list of checks');
      const from = { source, now: clock.now() };
      const alerts = read.data.checks
        .slice(0, MAX_ALERTS)
        .flatMap((item) => readCheck(item, from) ?? []);
      return ok({ alerts, isWhole: false });
    },
  };
}

/** A check in its grace time was pinged after it was down; one that is paused or new says nothing. */
const STATES: ReadonlyMap<string, SourceAlertState> = new Map([
  ['down', 'firing'],
  ['up', 'well'],
  ['grace', 'well'],
]);

function readCheck(
  item: unknown,
  from: { readonly source: string; readonly now: number },
): SourceAlert | undefined {
  const check = Check.safeParse(item);
  if (!check.success || !healthchecks.matches(check.data)) return undefined;
  const state = STATES.get(check.data.status) ?? 'unclear';
  const body = { ...check.data, ...(state === 'well' && { status: 'up' }) };
  const read = healthchecks.read(body, { text: '', now: from.now });
  const [alert] = read.ok ? read.value.alerts : [];
  return alert && { state, event: toAlertEvent(alert, from) };
}
