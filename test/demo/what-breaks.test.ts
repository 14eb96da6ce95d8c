import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createAreasWatch } from '../../src/app/watch-areas.ts';
import type { Area } from '../../src/areas/shared/area.ts';
import { statusOperation } from '../../src/areas/shared/status-operation.ts';
import { startHomelab } from '../../src/demo/homelab-servers.ts';
import { STAGED_FAULTS, type StagedFault } from '../../src/demo/staged-faults.ts';
import { NamedProblem } from '../../src/operation/problem.ts';
import { MemoryWatchStore } from '../app/memory-watch-store.ts';
import { createDemoAreas } from '../support/demo-areas.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';
import { FakeInventory } from '../support/fake-inventory.ts';
import { fastClock } from '../support/fast-clock.ts';

let cleanup: AsyncDisposableStack;
beforeEach(() => {
  cleanup = new AsyncDisposableStack();
});
afterEach(() => cleanup.disposeAsync());

const Summary = z.object({ problems: z.array(NamedProblem) });
const Home = z.object({
  areas: z.array(
    z.object({
      name: z.string(),
      level: z.string(),
      isFailing: z.boolean(),
      worst: NamedProblem.optional(),
    }),
  ),
});

/** The subjects of the problems that the screen of an area lists. */
async function subjectsOnScreen({ info, operations }: Area): Promise<readonly string[]> {
  const summary = operations.find(({ name }) => name === `${info.name}_summary`);
  const answer = await summary?.call({});
  if (!answer?.ok) throw new Error(`${info.name} has no summary`);
  return Summary.parse(answer.value.value).problems.map(({ subject }) => subject);
}

/** The areas over a homelab of which everything was read once before something breaks. */
async function homelabThatBreaks(fault: StagedFault | undefined) {
  const clock = new FakeClock();
  const homelab = cleanup.use(await startHomelab({ clock }));
  const areas = await createDemoAreas(homelab, clock, cleanup);
  const readAll = () => Promise.all(areas.map((area) => area.refresh()));
  await readAll();
  homelab.stage(fault);
  clock.advance(MINUTE);
  await readAll();
  return { clock, areas };
}

test.for([undefined, ...STAGED_FAULTS])(
  'the home screen, the screens of the areas and the looks at them name the same (%s)',
  async (fault) => {
    const { clock, areas } = await homelabThatBreaks(fault);
    const status = await statusOperation(areas, clock).call({});
    const home = Home.parse(status.ok && status.value.value);
    for (const [index, area] of areas.entries()) {
      const look = area.look();
      const { level, isFailing, worst } = home.areas[index] ?? {};
      expect(isFailing).toBe(look.isSilent);
      if (look.isSilent) {
        expect(level).toBe('unknown');
        continue;
      }
      const subjects = look.problems.map(({ subject }) => subject);
      expect(look.isWhole).toBe(true);
      expect(worst?.subject).toBe(subjects[0]);
      expect(level).toBe(subjects.length > 0 ? 'problem' : 'ok');
      expect((await subjectsOnScreen(area)).toSorted()).toEqual(subjects.toSorted());
    }
    const looks = areas.map((area) => area.look());
    const isCalm = looks.every((look) => !look.isSilent && look.problems.length === 0);
    expect(isCalm).toBe(fault === undefined);
  },
);

const REPORTED = {
  'guest-stopped': ['nextcloud stopped'],
  'pod-crashing': ['jellyfin 0/1 ready, CrashLoopBackOff'],
  'switch-down': [
    ...['USW-24 down', 'AP-Hall down', 'AP-Attic down'],
    ...['Proxmox no answer', 'K8s no answer', 'Security no answer'],
  ],
  'wan-down': ['WAN down'],
  'deployment-off': ['jellyfin 0 pods'],
  'backup-failed': ['vaultwarden backup failed'],
  'storage-full': ['nas 97% full'],
  'access-point-down': ['AP-Attic down'],
  'critical-alert': ['1 critical: Root login over SSH from an unknown address'],
} as const satisfies Partial<Record<StagedFault, readonly string[]>>;

test('each thing that can break is reported, and nothing else, and so is its end', async () => {
  const clock = fastClock(Date.now());
  const homelab = cleanup.use(await startHomelab({ clock }));
  const areas = await createDemoAreas(homelab, clock, cleanup);
  const store = new MemoryWatchStore();
  const stopping = new AbortController();
  const timings = { everyMs: 2000, slowEveryMs: 2000, looks: 2 };
  const log = { error: (details: object) => expect(details).toBeUndefined() };
  const inventory = new FakeInventory();
  const watch = createAreasWatch({ areas, inventory, store, clock, log, timings }).run(
    stopping.signal,
  );
  cleanup.defer(async () => {
    stopping.abort();
    await watch;
  });
  await expect.poll(() => store.writes).toBe(areas.length);

  for (const fault of STAGED_FAULTS) {
    const expected = fault === 'everything' ? undefined : REPORTED[fault];
    if (!expected) continue;
    const before = store.reported.length;
    const since = () => store.reported.slice(before).toSorted();
    homelab.stage(fault);
    await expect.poll(since).toEqual(expected.map((words) => `firing ${words}`).toSorted());
    homelab.stage(undefined);
    const both = ['firing', 'resolved'].flatMap((state) => expected.map((it) => `${state} ${it}`));
    await expect.poll(since).toEqual(both.toSorted());
  }
});
