import type { RemoteSnooze, SnoozeAccess, SnoozeOrder } from '../alerts/alert-source.ts';
import type { AlertStore } from '../alerts/alert-store.ts';
import type { AlertTiming } from '../alerts/alert-timing.ts';
import type { Alerts } from '../alerts/alerts.ts';
import {
  type KeptSnooze,
  KeptSnoozes,
  planSnoozes,
  type SnoozeStep,
  wantedSnoozes,
} from '../alerts/source-snoozes.ts';
import type { Clock } from '../core/clock.ts';

interface Dependencies {
  readonly source: string;
  readonly access: SnoozeAccess;
  readonly alerts: Pick<Alerts, 'view' | 'receive'>;
  readonly store: Pick<AlertStore, 'memo'>;
  readonly timing: AlertTiming;
  readonly nameOf: (person: string) => string;
  readonly clock: Pick<Clock, 'steady'>;
}

/** The snoozes at a source while they are changed. */
interface Remote {
  readonly access: SnoozeAccess;
  /** Those in force that belong to no other alert. */
  readonly free: readonly RemoteSnooze[];
  /** Stores the snooze of the alert at hand; nothing when it has none any more. */
  readonly save: (kept: KeptSnooze | undefined) => Promise<void>;
}

/** A source that refuses is asked again after this time. */
const RETRY_MS = 60_000;

/**
 * Creates the step that keeps at a source what is snoozed here. Each change is stored before it is asked for and again
 * when it is confirmed: after a crash, a snooze that was begun is found there and replaced.
 */
export function createSnoozeSync(
  dependencies: Dependencies,
): (signal: AbortSignal) => Promise<void> {
  const { source, access, alerts, store, timing, nameOf, clock } = dependencies;
  const memo = `snoozes:${source}`;
  const retryAt = new Map<string, number>();

  async function load(): Promise<readonly KeptSnooze[]> {
    const stored = await store.memo(memo);
    return stored === undefined ? [] : KeptSnoozes.parse(stored);
  }

  async function plan(kept: readonly KeptSnooze[]): Promise<readonly SnoozeStep[]> {
    const wanted = await alerts.view((seen) => wantedSnoozes({ ...seen, timing }, source, nameOf));
    const now = clock.steady();
    const steps = planSnoozes(wanted.value, kept);
    for (const key of retryAt.keys()) {
      if (!steps.some((step) => keyOf(step) === key)) retryAt.delete(key);
    }
    return steps.filter((step) => (retryAt.get(keyOf(step)) ?? now) <= now);
  }

  async function change(step: SnoozeStep, inForce: readonly RemoteSnooze[]): Promise<boolean> {
    const others = (await load()).filter(({ key }) => key !== keyOf(step));
    const taken = new Set(others.map(({ id }) => id));
    return carryOut(step, {
      access,
      free: inForce.filter(({ id }) => !taken.has(id)),
      save: (kept) => alerts.receive([], new Map([[memo, kept ? [...others, kept] : others]])),
    });
  }

  return async (signal) => {
    const steps = await plan(await load());
    if (steps.length === 0) return;
    const listed = await access.list();
    for (const step of steps) {
      if (signal.aborted) return;
      retryAt.set(keyOf(step), clock.steady() + RETRY_MS);
      const isDone = listed.ok && (await change(step, listed.value));
      if (isDone) retryAt.delete(keyOf(step));
    }
  };
}

const keyOf = (step: SnoozeStep): string => (step.is === 'begin' ? step.order : step.before).key;

const carryOut = (step: SnoozeStep, remote: Remote): Promise<boolean> =>
  step.is === 'begin' ? begin(step.order, step.before, remote) : end(step.before, remote);

/** A source has no two snoozes of one relay with the same words and end, but for alerts of one incident, which are begun one by one. */
const findEqual = ({ until, comment }: SnoozeOrder, free: readonly RemoteSnooze[]) =>
  free.find((snooze) => snooze.until === until && snooze.comment === comment);

/** Returns the ids in force that a kept snooze stands for; one that was never confirmed may have another than is known. */
const idsOf = (kept: KeptSnooze, free: readonly RemoteSnooze[]): readonly string[] => {
  const unconfirmed = kept.isConfirmed ? undefined : findEqual(kept, free);
  const confirmed = free.find(({ id }) => id === kept.id);
  return [unconfirmed, confirmed].flatMap((snooze) => snooze?.id ?? []);
};

async function begin(
  order: SnoozeOrder,
  before: KeptSnooze | undefined,
  { access, free, save }: Remote,
): Promise<boolean> {
  const [replaces] = before ? idsOf(before, free) : [];
  await save({ ...order, id: replaces ?? before?.id, isConfirmed: false });
  const begun = await access.begin(order, replaces);
  if (begun.ok) await save({ ...order, id: begun.value, isConfirmed: true });
  return begun.ok;
}

async function end(before: KeptSnooze, { access, free, save }: Remote): Promise<boolean> {
  const ended = await Promise.all(idsOf(before, free).map((id) => access.end(id)));
  const isOver = ended.every(({ ok }) => ok);
  if (isOver) await save(undefined);
  return isOver;
}
