import { randomInt, randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { createAccess } from '../access/access.ts';
import { readPagerDutyEvent, routingKeyOf } from '../adapters/alert-formats/pagerduty.ts';
import { readPrometheusAlerts } from '../adapters/alert-formats/prometheus.ts';
import { readReport } from '../adapters/alert-formats/read-report.ts';
import { canConnect } from '../adapters/http-client/can-connect.ts';
import type { Stores } from '../adapters/storage/stores.ts';
import { alertNotes } from '../alerts/alert-notes.ts';
import { alertReads } from '../alerts/alert-reads.ts';
import { createAlertStatus } from '../alerts/alert-status.ts';
import { ALERT_CAPS, ALERT_TIMING, type AlertTiming } from '../alerts/alert-timing.ts';
import { type AlertRecord, type Alerts, createAlerts } from '../alerts/alerts.ts';
import { type AnswerAlertText, createAlertAnswers } from '../alerts/answer-text.ts';
import { AreaWatch } from '../alerts/area-watch.ts';
import { drillAlerts } from '../alerts/drill.ts';
import { createGaps } from '../alerts/gaps.ts';
import { holdOperations } from '../alerts/hold-operations.ts';
import { type Incident, OWN_SOURCE, stateOf } from '../alerts/incident.ts';
import { keepAlerts } from '../alerts/keep-alerts.ts';
import { noteListed } from '../alerts/note-listed.ts';
import type { Responder } from '../alerts/respond.ts';
import { lowerSeverity } from '../alerts/severity.ts';
import { createUnreadableNotice } from '../alerts/unreadable.ts';
import type { Area } from '../areas/shared/area.ts';
import type { Inventory } from '../areas/shared/inventory.ts';
import { knownNames } from '../areas/shared/known-names.ts';
import type { AuditEntry } from '../audit/audit.ts';
import { AREA_NAMES, type AreaName } from '../config/areas.ts';
import type { Config } from '../config/config.ts';
import type { Clock } from '../core/clock.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { AlertIntakeOptions } from '../http/alert-intake.ts';
import type { IntakeOutcome } from '../http/take-report.ts';
import type { Row } from '../operation/finding.ts';
import type { Operation } from '../operation/operation.ts';
import type { ReadOperation } from '../operation/read-operation.ts';
import { nameOfPerson } from '../people/name-of-person.ts';
import type { People } from '../people/people.ts';
import { describePerson } from '../people/person.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { Leadership } from '../store/leadership.ts';
import { composeReconciler } from './compose-reconciler.ts';
import { composeReports, sendRegularly } from './daily-reports.ts';
import { learnFromAreas } from './learn-dependencies.ts';
import type { Outgoing } from './outgoing.ts';
import type { CountSource } from './reconcile-source.ts';
import type { WatchStore } from './record-looks.ts';
import { sourceHosts } from './source-hosts.ts';
import { createAreasWatch, type WatchTimings } from './watch-areas.ts';
import { watchInternet } from './watch-internet.ts';

interface Dependencies {
  readonly config: Pick<
    Config,
    | 'apiKey'
    | 'alertSources'
    | 'areas'
    | 'apis'
    | 'gaps'
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

const DAY_MS = 24 * 60 * 60 * SECOND_MS;

/** The carrier of all texts. */
const CARRIER = { host: 'api.twilio.com', port: 443 };

/** A source that has not answered by then holds back no text about another one. */
const CHECK_MS = 30 * SECOND_MS;

/** At the web phone of the demo nobody wants to wait for a text. */
const DEMO_TIMING: AlertTiming = {
  ...ALERT_TIMING,
  groupWait: { critical: 6 * SECOND_MS, warning: 8 * SECOND_MS, info: 8 * SECOND_MS },
  recovery: 10 * SECOND_MS,
};
const DEMO_WATCH: WatchTimings = { everyMs: 5 * SECOND_MS, slowEveryMs: 10 * SECOND_MS, looks: 2 };

/** Creates what notices trouble and tells people of it. */
export function createMonitoring(dependencies: Dependencies): Monitoring {
  const { config, areas, inventory, people, stores, leadership } = dependencies;
  const isOnWebPhone = config.isDemo && !config.twilio.apiUrl;
  const { clock, timeOf, log } = dependencies;
  const timing = isOnWebPhone ? DEMO_TIMING : ALERT_TIMING;
  const keeper = keepAlerts({ clock, log, isShared: leadership.isShared, onCheck: checkCauses });
  const reconciler = composeReconciler(dependencies);

  const alerts = createAlerts({
    ...{ people, timeOf, clock, store: stores.alerts, caps: ALERT_CAPS, newId: randomUUID },
    transact: (work) =>
      dependencies.transact((tx) =>
        work({
          ...tx,
          record: (line) => tx.audit.add(entryOf(line)),
          isLockedOut: async (person) => (await tx.suspensions.since(person)) !== undefined,
        }),
      ),
    timing,
    random: () => randomInt(2 ** 32) / 2 ** 32,
    isName: (word) => knownNames(areas).has(word),
    isDemo: (source, alert) =>
      source === OWN_SOURCE && areas.some(({ info, isDemo: own }) => own && isOf(info.name, alert)),
    onChange: () => {
      alertStatus.expire();
      keeper.wake();
      reconciler.wake();
    },
  });
  const alertStatus = createAlertStatus(alerts, clock);

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
  const lists = areas.flatMap(({ info, operations }) =>
    operations.some(({ name }) => name === `${info.name}_alerts`)
      ? [{ text: `${info.label} alerts`, operation: `${info.name}_alerts` }]
      : [],
  );
  const operationDependencies = {
    ...{ alerts, responderOf, lists, nameOf },
    rowOf: (subject: string) => rowOfThing(areas, subject),
  };

  const watchStore: WatchStore = {
    receive: (events, watch) =>
      alerts.receive(
        events.map((event) => lowerSeverity(event, config.alertSources.get(OWN_SOURCE)?.severity)),
        new Map([[memoOf(watch.area), watch]]),
      ),
    async load(area) {
      const memo = await stores.alerts.memo(memoOf(area));
      return memo === undefined ? undefined : AreaWatch.parse(memo);
    },
  };

  const watch = createAreasWatch({
    ...{ areas, inventory, store: watchStore, clock, log },
    ...(isOnWebPhone && { timings: DEMO_WATCH }),
  });

  /** People hear of an outage after it, some only when their quiet hours are over. */
  async function tellOfOutage(): Promise<void> {
    const { lastOutage } = (await alerts.holds()).internet;
    if (lastOutage && clock.now() - lastOutage.to < DAY_MS) {
      checkCauses(await alerts.advance(), clock.now());
    }
  }

  /** Returns the hosts on which the source of an area runs. */
  function hostsOf(area: string): readonly string[] {
    const name = AREA_NAMES.find((one) => one === area);
    const isDemo = areas.some(({ info, isDemo: own }) => own && info.name === area);
    const { demoHosts } = dependencies;
    return isDemo && demoHosts && name ? [demoHosts[name]] : sourceHosts(config, area);
  }

  /** Asks the areas in which causes may be; the first texts about new alerts wait for that, at most a minute. */
  function checkCauses(names: ReadonlySet<string>, askedAt: number): void {
    const asked = Promise.race([watch.lookNow(names), clock.wait(CHECK_MS)]);
    asked
      .then(() => alerts.endChecks(askedAt))
      .catch((err: unknown) => log.error({ err }, 'the wait for a cause could not be ended'));
  }

  const reports = composeReports({
    ...{ alerts, areas, people, timeOf, clock, cost: dependencies.cost },
    ...{ readStatus: alertStatus.read, time: dependencies.time },
  });

  const gaps = createGaps({
    ...{ alerts, people, timeOf, clock, store: stores.alerts },
    configured: [...config.alertSources.keys()].filter((name) => name !== OWN_SOURCE),
  });

  return {
    alerts,
    operations: [
      ...alertReads(operationDependencies),
      drillAlerts({ store: stores.alerts, people, timing, caps: ALERT_CAPS, clock }),
      ...alertNotes(operationDependencies),
      ...reports.operations,
      gaps.operation,
      ...holdOperations({ ...operationDependencies, people, timeOf, newId: randomUUID }),
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
      const duties = [
        leadership.lead((signal) => keeper.run(alerts, signal)),
        leadership.lead((signal) => reconciler.run(alerts, signal)),
        leadership.lead(watch.run),
        leadership.lead(
          sendRegularly([reports.sendDue, ...(config.gaps ? [gaps.sendDue] : [])], { clock, log }),
        ),
        ...(config.internetCheck.length > 0
          ? [
              leadership.lead(
                watchInternet({
                  ...{ alerts, canConnect, clock, log },
                  outside: config.internetCheck,
                  carrier: CARRIER,
                  onRound: tellOfOutage,
                }),
              ),
            ]
          : []),
        leadership.lead(
          learnFromAreas({
            ...{ areas, alerts, clock, log },
            hostsOf,
          }),
        ),
      ];
      return {
        [Symbol.dispose]() {
          for (const duty of duties) duty[Symbol.dispose]();
        },
      };
    },
  };
}

/** Returns the row that opens a thing: `proxmox/guest/104` is shown by `proxmox_guest`. */
function rowOfThing(areas: readonly Area[], subject: string): Row | undefined {
  const [area = '', kind = '', ...path] = subject.split('/');
  const operation = `${area}_${kind}`;
  const isShown = areas.some(({ operations }) => operations.some(({ name }) => name === operation));
  if (!isShown || path.length === 0) return undefined;
  return { id: path.join('/'), text: `Look at it now`, operation };
}

/** Returns true for an alert of an area, whose key begins with the name of that. */
const isOf = (area: string, alert: string): boolean =>
  alert.startsWith(`["${OWN_SOURCE}","${area}`);

const isOpen = (incident: Incident): boolean =>
  !['closed', 'pending', 'recovering'].includes(stateOf(incident));

const memoOf = (area: string): string => `watch:${area}`;

/** A line of the record: what people did is `done`, what time or a source did is only noted. */
function entryOf({ at, incident, code, from, to, words, by }: AlertRecord): AuditEntry {
  return {
    ...{ run: incident, at, who: by?.id ?? 'sms-relay', face: by?.face ?? 'relay' },
    ...{ action: 'alert', input: JSON.stringify({ code, from, to }) },
    ...{ event: by ? 'done' : 'noted', words },
  };
}
