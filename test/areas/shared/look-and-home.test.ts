import { expect, test } from 'vitest';
import { proxmoxArea } from '../../../src/areas/proxmox/area.ts';
import { proxmoxFromSources } from '../../../src/areas/proxmox/from-sources.ts';
import type { Area } from '../../../src/areas/shared/area.ts';
import type { Failure } from '../../../src/core/failure.ts';
import type { AsyncReading } from '../../../src/core/reading.ts';
import { err } from '../../../src/core/result.ts';
import { guest } from '../../support/fake-areas.ts';
import { MINUTE } from '../../support/fake-clock.ts';
import { type Dice, several, WORLDS, world } from '../../support/random-world.ts';

const DEAD: Failure = { kind: 'timeout', service: 'Proxmox', afterMs: 8000 };

const cluster = (die: Dice) => ({
  failing: ['nodes', 'guests', 'storages'].filter(() => die.isLucky(0.2)),
  nodes: ['a', 'b'].map((name) => ({ name, online: die.isLucky(0.9) })),
  guests: several(4, die, (index) =>
    guest({
      ...{ id: 100 + index, name: `guest-${index}`, node: die.oneOf('a', 'b') },
      state: die.isLucky(0.8) ? 'running' : 'stopped',
    }),
  ),
  storages: [{ name: 'nas', node: 'a', shared: true, usedPercent: die.oneOf(50, 95) }],
});

type Cluster = ReturnType<typeof cluster>;

/** Compares a look with the status line, and returns the level that the latter shows. */
function expectAgreement(area: Area, world: object) {
  const { level, text } = area.summary();
  const look = area.look();
  const about = JSON.stringify({ ...world, look, text });
  const problems = look.isSilent ? [] : look.problems;
  const isWell = !look.isSilent && look.isWhole && problems.length === 0;
  expect(look.isSilent, about).toBe(area.health().isFailing);
  expect(problems, about).toEqual(area.problems());
  expect(level === 'problem' || problems.length === 0, about).toBe(true);
  expect(level === 'ok', about).toBe(isWell);
  return level;
}

test('whatever happens, a look and the status line agree on what is wrong and on what is known', async () => {
  const levels = new Map<string, number>();
  for (const seed of WORLDS) {
    const { clock, die, inventory, say, furnishing, now, turn } = world(seed, cluster);
    const part =
      <T>(name: 'nodes' | 'guests' | 'storages', pick: (it: Cluster) => T) =>
      async (): AsyncReading<T> =>
        now().failing.includes(name) ? err(DEAD) : say(pick)();
    const proxmox = proxmoxFromSources(
      {
        nodes: part('nodes', (it) => it.nodes),
        guests: part('guests', (it) => it.guests),
        storages: part('storages', (it) => it.storages),
      },
      'Proxmox',
    );
    const area = proxmoxArea({ proxmox, ...furnishing });
    for (let round = 0; round < 4; round += 1) {
      turn();
      if (die.isLucky(0.2)) {
        await inventory.expectOff({ subject: 'proxmox/guest/100', name: 'guest-0' });
      }
      await area.refresh();
      if (die.isLucky(0.2)) clock.advance(2 * MINUTE);
      const level = expectAgreement(area, { seed, round, now: now() });
      levels.set(level, (levels.get(level) ?? 0) + 1);
    }
  }
  expect([...levels.keys()].toSorted()).toEqual(['ok', 'problem', 'unknown']);
});
