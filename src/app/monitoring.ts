import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { createAccess } from '../access/access.ts';
import { readPagerDutyEvent, routingKeyOf } from '../adapters/alert-formats/pagerduty.ts';
import { readPrometheusAlerts } from '../adapters/alert-formats/prometheus.ts';
import { readReport } from '../adapters/alert-formats/read-report.ts';
import type { Stores } from '../adapters/storage/stores.ts';
import { alertNotes } from '../alerts/alert-notes.ts';
import { alertReads } from '../alerts/alert-reads.ts';
import { createAlertStatus } from '../alerts/alert-status.ts';
import { ALERT_CAPS, ALERT_TIMING, type AlertTiming } from '../alerts/alert-timing.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { type AnswerAlertText, createAlertAnswers } from '../alerts/answer-text.ts';
import { drillAlerts } from '../alerts/drill.ts';
import { createGaps } from '../alerts/gaps.ts';
import { holdOperations } from '../alerts/hold-operations.ts';
import { type Incident, OWN_SOURCE, stateOf } from '../alerts/incident.ts';
import { keepAlerts } from '../alerts/keep-alerts.ts';
import { noteListed } from '../alerts/note-listed.ts';
import type { Responder } from '../alerts/respond.ts';
import { createUnreadableNotice } from '../alerts/unreadable.ts';
import type { Area } from '../areas/shared/area.ts';
import type { Inventory } from '../areas/shared/inventory.ts';
import type { AreaName } from '../config/areas.ts';
import type { Config } from '../config/config.ts';
import type { Clock } from '../core/clock.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { AlertIntakeOptions } from '../http/alert-intake.ts';
import type { IntakeOutcome } from '../http/take-report.ts';
import type { Operation } from '../operation/operation.ts';
import type { ReadOperation } from '../operation/read-operation.ts';
import { nameOfPerson } from '../people/name-of-person.ts';
import type { People } from '../people/people.ts';
import { describePerson } from '../people/person.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { Leadership } from '../store/leadership.ts';
import { composeSenses } from './alert-senses.ts';
import { composeAlerts } from './compose-alerts.ts';
import { composeReconciler } from './compose-reconciler.ts';
import { composeReports, sendRegularly } from './daily-reports.ts';
import type { Outgoing } from './outgoing.ts';
import type { CountSource } from './reconcile-source.ts';
import { alertLists, rowOfThing } from './thing-rows.ts';
import type { WatchTimings } from './watch-areas.ts';

interface Dependencies {
  readonly config: Pick<
    Config,
    | 'apiKey'
    | 'alertSources'
    | 'areas'
    | 'apis'
    | 'gaps'
    | 'heartbeatUrl'
    | 'internetCheck'
    | 'isDemo'
    | 'proxies'
    | 'twilio'
  >;
  readonly countReport?: ((outcome: IntakeOutcome) => void) | undefined;
  readonly countSource: CountSource;
  readonly areas: readonly Area[];
  /** The imaginary machines on which the sources of the demo run. */
  readonly demoHosts?: Readonly<Record<AreaName, string>> | undefined;
  readonly inventory: Inventory;
  /** The read of what the month costs. */
  readonly cost: ReadOperation;
  readonly people: People;
  readonly stores: Stores;
  readonly transact: Outgoing['transact'];
  readonly leadership: Leadership;
  readonly clock: Clock;
  readonly timeOf: TimeOfPerson;
  /** The times of the relay's own zone. */
  readonly time: LocalTime;
  readonly log: Logger;
  readonly cleanup: AsyncDisposableStack;
}

export interface Monitoring {
  readonly alerts: Alerts;
  readonly operations: readonly Operation[];
  /** Returns how many alerts are open. */
  readonly countOpen: () => Promise<{ readonly critical: number; readonly warning: number }>;
  readonly readStatus: ReturnType<typeof createAlertStatus>['read'];
  readonly answer: AnswerAlertText;
  readonly noteListed: (person: string) => Promise<void>;
  /** The part that takes reports of monitoring tools. */
  readonly web: Omit<AlertIntakeOptions, 'recordUnauthorized' | 'clock'>;
  /** Begins to look at the areas, and to let time pass for alerts, while this replica leads. */
  readonly start: () => Disposable;
}

const SECOND_MS = 1000;

/** At the web phone of the demo nobody wants to wait for a text. */
const DEMO_TIMING: AlertTiming = {
  ...ALERT_TIMING,
  groupWait: { critical: 6 * SECOND_MS, warning: 8 * SECOND_MS, info: 8 * SECOND_MS },
  recovery: 10 * SECOND_MS,
};
const DEMO_WATCH: WatchTimings = { everyMs: 5 * SECOND_MS, slowEveryMs: 10 * SECOND_MS, looks: 2 };

/** Creates what notices trouble and tells people of it. */
export function createMonitoring(dependencies: Dependencies): Monitoring {
  const { config, areas, people, stores, leadership, clock, timeOf, log } = dependencies;
  const isOnWebPhone = config.isDemo && !config.twilio.apiUrl;
  const timing = isOnWebPhone ? DEMO_TIMING : ALERT_TIMING;
  const reconciler = composeReconciler(dependencies);
  const keeper = keepAlerts({
    ...{ clock, log, isShared: leadership.isShared },
    onCheck: (names, askedAt) => senses.checkCauses(names, askedAt),
  });
  const alerts = composeAlerts({
    ...{ areas, people, timeOf, clock, timing, store: stores.alerts },
    ...{ transact: dependencies.transact, suppressions: stores.suppressions },
    onChange: () => {
      alertStatus.expire();
      keeper.wake();
      reconciler.wake();
    },
  });
  const alertStatus = createAlertStatus(alerts, clock);
  const senses = composeSenses({
    ...{ ...dependencies, alerts, store: stores.alerts },
    timings: isOnWebPhone ? DEMO_WATCH : undefined,
  });

  const responderOf = ({ id }: { readonly id: string }): Responder => ({
    id,
    time: timeOfCaller(id),
    nameOf,
    findOther(name) {
      const others = people.operators.filter((person) => person.id !== id);
      const found =
        name === undefined ? others[0] : people.operators.find((person) => person.id === name);
      return found && { id: found.id, name: describePerson(found) };
    },
  });
  function timeOfCaller(id: string): LocalTime {
    const person = people.find(id);
    return person ? timeOf(person.id) : dependencies.time;
  }

  const nameOf = (id: string): string => nameOfPerson(people, id);
  const about = {
    ...{ alerts, responderOf, nameOf, lists: alertLists(areas) },
    rowOf: (subject: string) => rowOfThing(areas, subject),
  };

  const reports = composeReports({
    ...{ alerts, areas, people, timeOf, clock, cost: dependencies.cost },
    ...{ readStatus: alertStatus.read, time: dependencies.time },
  });

  const gaps = createGaps({
    ...{ alerts, people, timeOf, clock, store: stores.alerts },
    isRelayWatched: config.heartbeatUrl !== undefined,
    configured: [...config.alertSources.keys()].filter((name) => name !== OWN_SOURCE),
  });

  return {
    alerts,
    operations: [
      ...alertReads(about),
      drillAlerts({ store: stores.alerts, people, timing, caps: ALERT_CAPS, clock }),
      ...alertNotes(about),
      ...reports.operations,
      gaps.operation,
      ...holdOperations({ ...about, people, timeOf, newId: randomUUID }),
    ],
    async countOpen() {
      const { value } = await alerts.view(({ book }) => book.incidents().filter(isOpen));
      const count = (severity: string): number =>
        value.filter((incident) => incident.severity === severity).length;
      return { critical: count('critical'), warning: count('warning') };
    },
    readStatus: alertStatus.read,
    answer: createAlertAnswers({ alerts, responderOf, clock }),
    noteListed: (person) => noteListed(alerts, person),
    web: {
      access: createAccess({ keys: stores.keys, apiKey: config.apiKey, clock }),
      intake: {
        receive: (events) => alerts.receive(events),
        onUnreadable: createUnreadableNotice({ alerts, people, timeOf }),
      },
      sources: config.alertSources,
      ...{ readReport, readPrometheus: readPrometheusAlerts, readPagerDuty: readPagerDutyEvent },
      ...{ routingKeyOf, countReport: dependencies.countReport },
    },
    start() {
      const regular = [reports.sendDue, ...(config.gaps ? [gaps.sendDue] : [])];
      const duties = [
        (signal: AbortSignal) => keeper.run(alerts, signal),
        (signal: AbortSignal) => reconciler.run(alerts, signal),
        sendRegularly(regular, { clock, log }),
        ...senses.duties,
      ].map((duty) => leadership.lead(duty));
      return {
        [Symbol.dispose]() {
          for (const duty of duties) duty[Symbol.dispose]();
        },
      };
    },
  };
}

const isOpen = (incident: Incident): boolean =>
  !['closed', 'pending', 'recovering'].includes(stateOf(incident));
