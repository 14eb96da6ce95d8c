import { counts, lists, type Stranger, says, untold } from '../item.ts';
import { inJson, isReading } from '../unknown-server.ts';

/** Severities are numbers, or words of another language, and nothing says which of them is critical. */
export const emberglass: Stranger = {
  product: 'emberglass',
  area: 'security',
  habit: 'other units',
  tools: [
    {
      name: 'list_alerts',
      description: 'All open alerts of the last 24 hours.',
      ...isReading,
      answer: () =>
        inJson({
          alerts: [
            { severity: 4, title: 'Keys were copied from vault', at: '2026-11-21T11:41:00Z' },
            { severity: 1, title: 'Port scan of gate', at: '2026-11-21T11:02:00Z' },
            { severity: 'erheblich', title: 'Unsigned driver', at: '2026-11-21T09:20:00Z' },
            { severity: 'low', title: 'Speedtest was run', at: '2026-11-21T08:00:00Z' },
          ],
          total: 4,
        }),
    },
  ],
  world: {
    counts: { critical: 1, warning: [1, 2], alert: 4 },
    rows: ['Keys were copied', 'Port scan', 'Unsigned driver', 'Speedtest'],
    troubles: ['Keys were copied', 'Port scan', 'Unsigned driver'],
  },
  items: [
    says(/^Security partly: \? critical/, '4', { about: 'critical', never: /\b0 critical|OK/ }),
    says(/Sec \? critical/, 'home', { about: 'critical' }),
    counts(4, 'alert', '4a'),
    lists(['Keys were copied', 'Port scan', 'Unsigned driver', 'Speedtest'], '4a'),
    untold('OK', 'home'),
  ],
};
