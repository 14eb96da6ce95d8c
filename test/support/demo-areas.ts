import { pino } from 'pino';
import { createAreas } from '../../src/app/areas.ts';
import type { Area } from '../../src/areas/shared/area.ts';
import { loadConfig } from '../../src/config/config.ts';
import type { Clock } from '../../src/core/clock.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import type { Homelab } from '../../src/demo/homelab-servers.ts';
import { emptyInventory } from './inventory.ts';

/** Creates the areas of one process over the demo homelab. */
export async function createDemoAreas(
  { urls }: Homelab,
  clock: Clock,
  cleanup: AsyncDisposableStack,
): Promise<readonly Area[]> {
  const config = await loadConfig({ DEMO: '1', PORT: '0', TZ: 'UTC' });
  if (!config.ok) throw new Error(config.error.join('\n'));
  const { areas } = await createAreas({
    ...{ config: config.value.areas, assistantServers: [], apis: config.value.apis },
    proxyFor: config.value.proxies.proxyFor,
    demoUrls: urls,
    calls: () => () => {},
    ...{ inventory: emptyInventory(clock), clock, time: createLocalTime(clock, 'UTC') },
    ...{ log: pino({ level: 'silent' }), cleanup },
  });
  return areas;
}
