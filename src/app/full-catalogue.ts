import { alertNotes } from '../alerts/alert-notes.ts';
import { alertReads } from '../alerts/alert-reads.ts';
import { ALERT_CAPS, ALERT_TIMING } from '../alerts/alert-timing.ts';
import { drillAlerts } from '../alerts/drill.ts';
import { createGaps } from '../alerts/gaps.ts';
import { holdOperations } from '../alerts/hold-operations.ts';
import { createReports } from '../alerts/reports.ts';
import type { ApprovalStores } from '../approvals/approval-stores.ts';
import { k8sArea } from '../areas/k8s/area.ts';
import { networkArea } from '../areas/network/area.ts';
import { proxmoxArea } from '../areas/proxmox/area.ts';
import { securityArea } from '../areas/security/area.ts';
import type { Inventory } from '../areas/shared/inventory.ts';
import { createReadingCache } from '../areas/shared/reading-cache.ts';
import { systemClock } from '../core/clock.ts';
import { createLocalTime } from '../core/local-time.ts';
import type { Catalogue } from '../operation/catalogue.ts';
import { createPeople } from '../people/people.ts';
import { costOperation } from '../spending/cost-operation.ts';
import { composeCatalogue } from './catalogue.ts';

/** Stands for every source and store: the operations are described, and never called. */
const unused = (): never => {
  throw new Error('this catalogue is only for reading');
};

const INVENTORY: Inventory = {
  ...{ known: unused, maxRunning: unused, isExpectedOff: unused, listExpectedOff: unused },
  ...{ listBlocked: () => [], see: unused, noteRunning: unused },
  ...{ expectOff: unused, expectOn: unused, noteBlocked: unused, noteUnblocked: unused },
};

const UNUSED_STORES: Pick<ApprovalStores, 'audit' | 'suspensions'> = {
  audit: {
    ...{ add: unused, begin: unused, end: unused, latestOf: unused, last: unused },
    ...{ linesOf: unused, unfinished: unused, orphaned: unused, all: unused },
  },
  suspensions: { since: unused, suspend: unused, readmit: unused },
};

const ALERTS: Parameters<typeof alertReads>[0] &
  Parameters<typeof alertNotes>[0] &
  Parameters<typeof holdOperations>[0] = {
  alerts: {
    ...{ receive: unused, advance: unused, nextDue: unused, view: unused, decide: unused },
    ...{ graph: unused, endChecks: unused, holds: unused, reader: unused, setInternet: unused },
  },
  responderOf: unused,
  nameOf: unused,
  lists: [],
  rowOf: unused,
  people: createPeople([]),
  ...{ timeOf: unused, newId: unused },
};

const DRILL: Parameters<typeof drillAlerts>[0] = {
  store: { incidents: unused, alertsOf: unused, memo: unused },
  ...{ people: createPeople([]), timing: ALERT_TIMING, caps: ALERT_CAPS, clock: systemClock },
};

/** Composes the catalogue as it is where everything is set up, without any connection. */
export function composeFullCatalogue(): Catalogue {
  const time = createLocalTime(systemClock, 'UTC');
  const dependencies = () => ({
    ...{ memory: createReadingCache(systemClock), inventory: INVENTORY, time, isDemo: false },
  });
  const changes = { verbs: unused, act: unused };
  const lists = { status: unused, alerts: unused };
  const areas = [
    networkArea({
      network: { ...lists, details: unused, clients: unused, ports: unused, changes },
      ...dependencies(),
    }),
    proxmoxArea({
      proxmox: {
        ...{ status: unused, nodes: unused, guests: unused, backup: unused },
        changes: { verbsFor: unused, act: unused },
      },
      ...dependencies(),
    }),
    k8sArea({
      k8s: {
        ...{ status: unused, namespaces: unused, pods: unused, services: unused, events: unused },
        ...{ nodes: unused, deployments: unused, log: unused, changes },
      },
      ...dependencies(),
    }),
    securityArea({
      security: { ...lists, logs: unused, firewall: unused, changes },
      ...dependencies(),
    }),
  ];
  return composeCatalogue({
    areas,
    stores: UNUSED_STORES,
    people: createPeople([]),
    transact: unused,
    endSession: unused,
    clock: systemClock,
    cost: costOperation({
      ...{ budget: { ofMonth: unused, limitMicros: undefined }, number: '', now: unused },
    }),
    monitoring: {
      operations: [
        ...alertReads(ALERTS),
        drillAlerts(DRILL),
        createGaps({ ...DRILL, ...ALERTS, configured: [] }).operation,
        ...alertNotes(ALERTS),
        ...createReports({ ...ALERTS, readLines: unused }).operations,
        ...holdOperations(ALERTS),
      ],
      readStatus: unused,
    },
  });
}
