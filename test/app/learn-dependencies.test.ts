import { expect, test } from 'vitest';
import { learnFromAreas } from '../../src/app/learn-dependencies.ts';
import { PROXMOX } from '../../src/areas/proxmox/area.ts';
import type { PlacedThing } from '../../src/operation/placed-thing.ts';
import { machine, openAlertHouse } from '../support/alert-house.ts';

test('an area is learned as soon as it has answered, also one whose host is known before', async () => {
  using house = openAlertHouse();
  const { alerts, clock } = house;
  let answeredAt: number | undefined;
  let listed: readonly PlacedThing[] = [];
  const stopping = new AbortController();
  const duty = learnFromAreas({
    ...{ alerts, clock, hostsOf: () => ['pve1'] },
    areas: [
      {
        ...{ info: PROXMOX, isAwaited: () => false, answeredAt: () => answeredAt },
        places: async () => listed,
      },
    ],
    log: { error: (_, message) => expect.fail(message) },
  });
  void duty(stopping.signal);
  await clock.elapse(20_000);
  [answeredAt, listed] = [clock.steady(), [machine('plex')]];
  await clock.elapse(20_000);
  const { things } = await alerts.graph();
  expect(things.map(({ name }) => name)).toContain('plex');
  stopping.abort();
});
