import { formatCount, formatDuration, formatPercent } from '../../core/format.ts';
import type { Location } from '../../menu/menu.ts';
import type { Problem } from '../../operation/problem.ts';
import { subjectOf } from '../shared/area.ts';
import type { Inventory } from '../shared/inventory.ts';
import type { Backup, BackupReport, Guest, ProxmoxStatus, Storage } from './proxmox.ts';
import { locationOf } from './search-entries.ts';

/** A disk or storage fuller than this counts as a problem. */
export const FULL_PERCENT = 90;

const DAY_SEC = 24 * 60 * 60;

/** Finds what a person would call broken in a Proxmox cluster, as of `now` (epoch milliseconds). */
export function findProblems(
  status: ProxmoxStatus,
  inventory: Inventory,
  now: number,
): readonly Problem[] {
  const { guests = [], storages = [], backups = [] } = status.lists ?? {};
  const down = namesDown(status);
  const stopped = guests.filter(({ state, node }) => state !== 'running' && !down.includes(node));
  return [
    ...clusterProblems(status, down),
    ...stopped.flatMap((guest) => guestProblem(guest, inventory)),
    ...diskProblems(status),
    ...storages.filter(isFullStorage).map(storageProblem),
    ...backupProblems(guests, backups, now),
  ].filter(({ subject }) => !inventory.isExpectedOff(subject));
}

/** Returns the subjects whose problems cannot be seen while their node is down. */
export function findHidden(status: ProxmoxStatus): readonly string[] {
  const down = namesDown(status);
  const guests = status.lists?.guests?.filter(({ node }) => down.includes(node)) ?? [];
  return [
    ...down.flatMap((name) => [diskSubject(name), `${storageSubject(name)}/`]),
    ...guests.flatMap((guest) => [subjectOf(locationOf(guest)), diskSubject(guest.name)]),
  ];
}

const diskSubject = (name: string): string => `proxmox/disk/${name}`;

const storageSubject = (...path: readonly string[]): string =>
  ['proxmox/storage', ...path].join('/');

const namesDown = ({ lists, offline = [] }: ProxmoxStatus): readonly string[] => [
  ...new Set([
    ...(lists?.nodes ?? []).filter(({ online }) => !online).map(({ name }) => name),
    ...offline,
  ]),
];

function clusterProblems(status: ProxmoxStatus, down: readonly string[]): readonly Problem[] {
  const { nodes, nodesOnline = nodes, quorate } = status;
  const unnamed = (nodes ?? 0) - (nodesOnline ?? 0) - down.length;
  const critical = { severity: 'critical', opens: { screen: 'proxmox.nodes' } } as const;
  return [
    ...(quorate === false
      ? [{ ...critical, subject: 'proxmox/quorum', name: 'no', state: 'quorum' }]
      : []),
    ...(nodes === 0
      ? [{ ...critical, subject: 'proxmox/node', name: 'no', state: 'nodes seen' }]
      : []),
    ...down.map((name) => problemOf({ screen: 'proxmox.node', subject: name }, name, 'down')),
    ...(unnamed > 0
      ? [
          {
            ...critical,
            subject: 'proxmox/node',
            name: formatCount(unnamed, 'node'),
            state: 'down',
            count: unnamed,
          },
        ]
      : []),
  ];
}

/** Reports a guest that is not running although it has run before or starts with its node. */
function guestProblem(guest: Guest, inventory: Inventory): readonly Problem[] {
  const { state, name, onBoot = false } = guest;
  const location = locationOf(guest);
  const shouldRun = onBoot || inventory.maxRunning(subjectOf(location)) > 0;
  if (!shouldRun) return [];
  return [problemOf(location, name, state === 'unknown' ? 'in an unknown state' : state)];
}

function diskProblems({ lists }: ProxmoxStatus): readonly Problem[] {
  const { nodes = [], guests = [] } = lists ?? {};
  const isFull = ({ diskPercent = 0 }: Disk): boolean => diskPercent > FULL_PERCENT;
  const full = ({ name, diskPercent = 0 }: Disk, opens: Location) =>
    warning(diskSubject(name), name, `disk ${formatPercent(diskPercent)}`, opens);
  return [
    ...nodes
      .filter(isFull)
      .map((node) => full(node, { screen: 'proxmox.node', subject: node.name })),
    ...guests.filter(isFull).map((guest) => full(guest, locationOf(guest))),
  ];
}

type Disk = Pick<Guest, 'name' | 'diskPercent'>;

const isFullStorage = ({ usedPercent = 0 }: Storage): boolean => usedPercent > FULL_PERCENT;

function storageProblem({ name, node, shared = false, usedPercent = 0 }: Storage): Problem {
  const state = `${shared ? '' : `on ${node} `}${formatPercent(usedPercent)} full`;
  const opens = { screen: 'proxmox.node', subject: node };
  // The source may list a shared storage under any of its nodes.
  const subject = shared ? storageSubject(name) : storageSubject(node, name);
  return warning(subject, name, state, opens);
}

/** Checks the backups that guests carry themselves, and the reports about guests and about jobs for several guests. */
function backupProblems(
  guests: readonly Guest[],
  reports: readonly BackupReport[],
  now: number,
): readonly Problem[] {
  const isBad = (backup: Backup): boolean => backupProblem(backup, now) !== undefined;
  const ofGuests = guests
    .filter(({ backup }) => backup && isBad(backup))
    .map(({ id, backup }) => ({ guest: id, ...backup }));
  return [...ofGuests, ...reports.filter(isBad)].flatMap((report) => {
    const state = backupProblem(report, now);
    if (state === undefined) return [];
    if ('job' in report) {
      const opens = { screen: 'proxmox.node', subject: report.job };
      return [warning(`proxmox/backup/${report.job}`, report.job, state, opens)];
    }
    const guest = guests.find(({ id }) => id === report.guest);
    if (!guest) return [];
    return [warning(`proxmox/backup/${guest.id}`, guest.name, state, locationOf(guest))];
  });
}

/** Returns `backup failed`, or `backup 3d old` when that is at least a day and twice the usual interval. */
export function backupProblem({ at, error, usualSec }: Backup, now: number): string | undefined {
  if (error !== undefined) return 'backup failed';
  if (at === undefined || usualSec === undefined) return undefined;
  const ageSec = (now - Date.parse(at)) / 1000;
  const isOverdue = ageSec > Math.max(DAY_SEC, 2 * usualSec);
  return isOverdue ? `backup ${formatDuration(ageSec)} old` : undefined;
}

const problemOf = (opens: Location, name: string, state: string): Problem => ({
  ...{ subject: subjectOf(opens), name, state, opens },
  severity: 'critical',
});

const warning = (subject: string, name: string, state: string, opens: Location): Problem => ({
  ...{ subject, name, state, opens },
  severity: 'warning',
});
