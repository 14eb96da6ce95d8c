import { randomInt, randomUUID } from 'node:crypto';
import type { Stores } from '../adapters/storage/stores.ts';
import type { AlertStore } from '../alerts/alert-store.ts';
import { ALERT_CAPS, type AlertTiming } from '../alerts/alert-timing.ts';
import type { AlertRecord } from '../alerts/alert-transaction.ts';
import { type Alerts, createAlerts } from '../alerts/alerts.ts';
import { OWN_SOURCE } from '../alerts/incident.ts';
import type { Area } from '../areas/shared/area.ts';
import { knownNames } from '../areas/shared/known-names.ts';
import type { AuditEntry } from '../audit/audit.ts';
import type { Clock } from '../core/clock.ts';
import type { People } from '../people/people.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { Outgoing } from './outgoing.ts';
import { readSuppressed } from './read-suppressed.ts';

interface Dependencies {
  readonly areas: readonly Area[];
  readonly people: People;
  readonly timeOf: TimeOfPerson;
  readonly store: AlertStore;
  readonly transact: Outgoing['transact'];
  readonly suppressions: Stores['suppressions'];
  readonly timing: AlertTiming;
  readonly onChange: () => void;
  readonly clock: Clock;
}

/** Composes the keeper of alerts: its texts leave by the outbox, and every step is on record. */
export const composeAlerts = ({
  areas,
  transact,
  suppressions,
  ...dependencies
}: Dependencies): Alerts =>
  createAlerts({
    ...dependencies,
    ...{ caps: ALERT_CAPS, newId: randomUUID },
    transact: async (work) => {
      const isSuppressed = await readSuppressed(suppressions, dependencies.clock);
      return transact((tx) =>
        work({
          ...tx,
          record: (line) => tx.audit.add(entryOf(line)),
          isUnreachable: async (person) =>
            (await isSuppressed(tx.inbox, person)) ||
            (await tx.suspensions.since(person)) !== undefined,
        }),
      );
    },
    random: () => randomInt(2 ** 32) / 2 ** 32,
    isName: (word) => knownNames(areas).has(word),
    isDemo: (source, alert) =>
      source === OWN_SOURCE && areas.some(({ info, isDemo }) => isDemo && isOf(info.name, alert)),
  });

/** Returns true for an alert of an area, whose key begins with the name of that. */
const isOf = (area: string, alert: string): boolean =>
  alert.startsWith(`["${OWN_SOURCE}","${area}`);

/** A line of the record: what people did is `done`, what time or a source did is only noted. */
function entryOf({ at, incident, code, from, to, words, by }: AlertRecord): AuditEntry {
  return {
    ...{ run: incident, at, who: by?.id ?? 'sms-relay', face: by?.face ?? 'relay' },
    ...{ action: 'alert', input: JSON.stringify({ code, from, to }) },
    ...{ event: by ? 'done' : 'noted', words },
  };
}
