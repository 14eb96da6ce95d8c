import { join } from 'node:path';

/** The settings of a relay that texts nobody about its own areas. */
export const WITHOUT_ALERTS = {
  RELAY_CONFIG: join(import.meta.dirname, 'without-alerts.yml'),
} as const;
