import type { Clock } from '../../core/clock.ts';
import { isNoSource, noSource } from '../../core/no-source.ts';
import type { AsyncReading } from '../../core/reading.ts';
import { err, map, ok } from '../../core/result.ts';
import { combineReadings, type ReadFn } from '../shared/combine.ts';
import { concatLists } from '../shared/join-lists.ts';
import { listReader } from '../shared/list-reader.ts';
import { findCapable, firstCapable } from './first-capable.ts';
import { newestCritical } from './newest-critical.ts';
import type {
  FirewallRule,
  Security,
  SecurityAlert,
  SecurityChanges,
  SecurityStatus,
} from './security.ts';
import type { SecuritySources } from './sources.ts';

const RECENT_MS = 24 * 60 * 60_000;

/** Several sources by the names people use for them, such as CrowdSec and Wazuh. */
export type NamedSources = readonly (readonly [name: string, sources: SecuritySources])[];

/** Builds the security data from lists: the summary counts the alerts of the last day. */
export function securityFromSources(all: NamedSources, service: string, clock: Clock): Security {
  const listOf = <T>(pick: (sources: SecuritySources) => ReadFn<readonly T[]> | undefined) =>
    concatLists(
      all.flatMap(([name, sources]) => {
        const read = pick(sources);
        return read ? [[name, read] as const] : [];
      }),
    );
  const alerts = listOf((sources) => sources.alerts);
  const logs = listOf((sources) => sources.logs);
  const executors = all.flatMap(([, { changes }]) => changes ?? []);
  const rules = listOf(
    ({ rules: read, changes }) => read && withCanUnban(read, changes, executors),
  );
  const [[, only] = []] = all;
  const list = listReader(service);

  const counters = all.flatMap(([name, sources]) => {
    const read = sources.status ?? countAlerts(sources, clock);
    return read ? [[name, read] as const] : [];
  });

  async function status(): AsyncReading<SecurityStatus> {
    const answers = await Promise.all(
      counters.map(async ([name, read]) => [name, await read()] as const),
    );
    const answered = answers.filter(([, answer]) => answer.ok);
    const failed = answers.flatMap(([name, answer]) =>
      answer.ok || isNoSource(answer) ? [] : [{ name, failure: answer.error }],
    );
    if (answered.length === 0) return err(failed[0]?.failure ?? noSource(service, 'alerts'));
    const { parts, about } = await combineReadings<Record<string, SecurityStatus>>(
      Object.fromEntries(answered.map(([name, answer]) => [name, async () => answer])),
    );
    return ok({ ...about, value: addUp(Object.values(parts), failed) });
  }

  return {
    ...(executors.length > 0 && { changes: firstCapable(executors, service) }),
    status,
    alerts: list('alerts', alerts, (all) => ({ alerts: all })),
    logs: list('logs', logs, (lines) => ({ lines })),
    async firewall() {
      const enabled = all.length === 1 ? only?.isFirewallOn : undefined;
      const { parts, failures, unseen, about } = await combineReadings({ rules, enabled });
      if (!parts.rules) return err(failures.rules ?? noSource(service, 'firewall rules'));
      const value = { enabled: parts.enabled, rules: [...parts.rules] };
      return ok({ ...about, unseen: unseen.rules, value });
    },
  };
}

/** Counts the alerts of the last day by severity. */
function countAlerts(
  { alerts }: SecuritySources,
  clock: Clock,
): ReadFn<SecurityStatus> | undefined {
  if (!alerts) return undefined;
  return async () =>
    map(await alerts(), ({ value, unseen, ...about }) => {
      const recent = value.filter(({ at }) => isRecent(at, clock.now()));
      const newest = newestCritical(recent);
      const unrated = count(recent, 'unknown');
      const none = unseen || unrated > 0 ? undefined : 0;
      return {
        ...about,
        value: {
          critical: count(recent, 'critical') || none,
          warnings: unseen ? undefined : count(recent, 'warning') || none,
          ...(unrated > 0 && { unrated }),
          ...(newest !== undefined && { newest }),
        },
      };
    });
}

function addUp(
  statuses: readonly (SecurityStatus | undefined)[],
  failed: readonly { readonly name: string }[],
): SecurityStatus {
  const known = statuses.filter((status) => status !== undefined);
  const newest = known.find((status) => status.newest !== undefined)?.newest;
  const unrated = sum(known.map((status) => status.unrated ?? 0));
  const silent = [
    ...failed.map(({ name }) => name),
    ...known.flatMap((status) => status.silent ?? []),
  ];
  return {
    critical: atLeast(known.map(({ critical }) => critical)),
    warnings: sum(known.map(({ warnings }) => warnings)),
    ...(unrated && { unrated }),
    ...(newest !== undefined && { newest }),
    ...(silent.length > 0 && { silent }),
  };
}

/** Marks the bans that can be lifted: those of the first source that supports it, not those of the others. */
const withCanUnban =
  (
    read: ReadFn<readonly FirewallRule[]>,
    changes: SecurityChanges | undefined,
    executors: readonly SecurityChanges[],
  ): ReadFn<readonly FirewallRule[]> =>
  async () => {
    const executor = await findCapable(executors, 'unban');
    const canUnban = changes !== undefined && executor === changes;
    return map(await read(), ({ value, ...about }) => ({
      ...about,
      value: value.map((rule) => (rule.banned === undefined ? rule : { ...rule, canUnban })),
    }));
  };

/** Returns the sum, or undefined when one number is unknown. */
const sum = (numbers: readonly (number | undefined)[]): number | undefined =>
  numbers.includes(undefined) ? undefined : numbers.reduce((all: number, it = 0) => all + it, 0);

/** Returns the sum of the known numbers; undefined rather than 0 when one is unknown. */
const atLeast = (numbers: readonly (number | undefined)[]): number | undefined =>
  sum(numbers) ?? (sum(numbers.map((it = 0) => it)) || undefined);

const isRecent = (at: string | undefined, now: number): boolean =>
  at === undefined || now - Date.parse(at) < RECENT_MS;

const count = (alerts: readonly SecurityAlert[], severity: SecurityAlert['severity']): number =>
  alerts.filter((alert) => alert.severity === severity).length;
