import type { Clock } from '../core/clock.ts';
import type { Asked } from '../core/reading.ts';
import { err, map, ok } from '../core/result.ts';
import { joined } from '../readings/joined.ts';
import { type Ask, together } from '../readings/together.ts';
import { untold } from '../readings/untold.ts';
import { firstAble } from './first-able.ts';
import type { Security, SecurityAlert, SecurityStatus } from './security.ts';
import type { SecuritySources } from './sources.ts';

const RECENT_MS = 24 * 60 * 60_000;

/** Several sources by the name people know them under, such as CrowdSec and Wazuh. */
export type NamedSources = readonly (readonly [name: string, sources: SecuritySources])[];

/** Security news made of lists: its summary counts the alerts of the last day. */
export function assembleSecurity(all: NamedSources, service: string, clock: Clock): Security {
  const listOf = <T>(pick: (sources: SecuritySources) => Ask<readonly T[]> | undefined) =>
    joined(
      all.flatMap(([name, sources]) => {
        const ask = pick(sources);
        return ask ? [[name, ask] as const] : [];
      }),
    );
  const alerts = listOf((sources) => sources.alerts);
  const logs = listOf((sources) => sources.logs);
  const rules = listOf((sources) => sources.rules);
  const [[, only] = []] = all;

  const statuses = joined(
    all.flatMap(([name, sources]) => {
      const ask = sources.status ?? counted(sources, clock);
      return ask ? [[name, inAList(ask)] as const] : [];
    }),
  );

  async function status(): Asked<SecurityStatus> {
    if (!statuses) return err(untold(service, 'alerts'));
    const answer = await statuses();
    return map(answer, ({ value, ...about }) => ({
      ...about,
      value: {
        critical: sum(value.map(({ critical }) => critical)),
        warnings: sum(value.map(({ warnings }) => warnings)),
      },
    }));
  }

  const doers = all.flatMap(([, { deeds }]) => deeds ?? []);
  return {
    ...(doers.length > 0 && { deeds: firstAble(doers, service) }),
    status,
    async alerts() {
      const { parts, failures, about } = await together({ alerts });
      if (!parts.alerts) return err(failures.alerts ?? untold(service, 'alerts'));
      return ok({ ...about, value: { alerts: [...parts.alerts] } });
    },
    async logs() {
      const { parts, failures, about } = await together({ logs });
      if (!parts.logs) return err(failures.logs ?? untold(service, 'logs'));
      return ok({ ...about, value: { lines: [...parts.logs] } });
    },
    async firewall() {
      const enabled = all.length === 1 ? only?.isFirewallOn : undefined;
      const { parts, failures, about } = await together({ rules, enabled });
      if (!parts.rules) return err(failures.rules ?? untold(service, 'firewall rules'));
      return ok({ ...about, value: { enabled: parts.enabled, rules: [...parts.rules] } });
    },
  };
}

/** The alerts of the last day, by how bad they are. */
function counted({ alerts }: SecuritySources, clock: Clock): Ask<SecurityStatus> | undefined {
  if (!alerts) return undefined;
  return async () =>
    map(await alerts(), ({ value, ...about }) => {
      const recent = value.filter(({ at }) => isRecent(at, clock.now()));
      return {
        ...about,
        value: { critical: count(recent, 'critical'), warnings: count(recent, 'warning') },
      };
    });
}

const inAList =
  <T>(ask: Ask<T>): Ask<readonly T[]> =>
  async () =>
    map(await ask(), ({ value, ...about }) => ({ ...about, value: [value] }));

const sum = (numbers: readonly number[]): number => numbers.reduce((all, it) => all + it, 0);

const isRecent = (at: string | undefined, now: number): boolean =>
  at === undefined || now - Date.parse(at) < RECENT_MS;

const count = (alerts: readonly SecurityAlert[], severity: SecurityAlert['severity']): number =>
  alerts.filter((alert) => alert.severity === severity).length;
