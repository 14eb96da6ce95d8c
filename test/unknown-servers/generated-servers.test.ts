import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AREA_NAMES, type AreaName } from '../../src/config/areas.ts';
import { findFalsehoods } from './falsehoods.ts';
import { type Generated, generatedServer } from './generated.ts';
import { KINDS } from './kinds.ts';
import { startRelayOfStrangers } from './relay-of-strangers.ts';
import type { World } from './world.ts';

const SCREENS: Readonly<Record<AreaName, readonly string[]>> = {
  network: ['net', '1c', '1a'],
  proxmox: ['pve', '2v', '2n'],
  k8s: ['k8s', '3p', '3n', '3s', '3e'],
  security: ['sec', '4a', '4f'],
};

const servers = fc.record({
  network: generatedServer('network', KINDS.network),
  proxmox: generatedServer('proxmox', KINDS.proxmox),
  k8s: generatedServer('k8s', KINDS.k8s),
  security: generatedServer('security', KINDS.security),
});

/** A gate looks longer than a newcomer's machine. Each run has a server of every area. */
const RUNS = process.env['CI'] ? 100 : 14;
const MAX_MS = process.env['CI'] ? 25_000 : 5000;

/** Whoever says nothing says nothing false, and is of no use. */
const MIN_SAID_PERCENT = 50;

/** What home counts, each of its own area. */
function worldOfHome(all: Readonly<Record<AreaName, Generated>>): World {
  const { client, alert } = all.network.world.counts;
  const { critical, warning } = all.security.world.counts;
  const worlds = AREA_NAMES.map((area) => all[area].world);
  return {
    counts: {
      ...{ client, alert, critical, warning },
      ...{ node: [all.proxmox, all.k8s].flatMap(({ world }) => world.counts.node ?? []).flat() },
      ...{ pod: all.k8s.world.counts.pod },
    },
    rows: worlds.flatMap(({ rows }) => rows),
    troubles: worlds.flatMap(({ troubles }) => troubles),
  };
}

/** What a person is told that is not so, each with the tools that it came of. */
const liesIn = (read: string, world: World, tools: Generated['tools'] = []): readonly string[] =>
  findFalsehoods(read, world).map(({ about, says }) =>
    [
      `${about}: ${says}`,
      read,
      ...tools.map(({ name, answer }) => `${name}: ${JSON.stringify(answer({}))}`),
    ].join('\n'),
  );

test('of generated servers nothing is said that is not so, and no 0, none or OK but of the whole', async () => {
  const tally = { told: 0, said: 0 };
  const end = performance.now() + MAX_MS;
  await fc.assert(
    fc.asyncProperty(servers, async (all) => {
      if (performance.now() > end) return;
      await using relay = await startRelayOfStrangers(
        AREA_NAMES.map((area) => [area, all[area]] as const),
      );
      const home = worldOfHome(all);
      const lies = [...liesIn(await relay.read('home'), home)];
      await relay.settle();
      lies.push(...liesIn(await relay.read('home'), home));
      for (const area of AREA_NAMES) {
        const { world, told, tools } = all[area];
        for (const screen of SCREENS[area]) {
          const read = await relay.read(screen);
          lies.push(...liesIn(read, world, tools));
          const own = told.filter((it) => it.screen === screen);
          tally.told += own.length;
          tally.said += own.filter(({ words }) => words.test(read)).length;
        }
      }
      expect(lies).toEqual([]);
      expect(relay.servers.flatMap((it) => it.calledOffLimits)).toEqual([]);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  expect((100 * tally.said) / tally.told).toBeGreaterThanOrEqual(MIN_SAID_PERCENT);
});
