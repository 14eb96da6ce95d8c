import { counts, lists, type Stranger, says } from '../item.ts';
import { inJson, isReading } from '../unknown-server.ts';

/** Alerts with a level of 1 to 5, and nothing that says which end of it is bad. */
export const copperline: Stranger = {
  product: 'copperline',
  area: 'network',
  habit: 'other units',
  tools: [
    {
      name: 'list_devices',
      ...isReading,
      answer: () =>
        inJson({
          devices: [
            { mac: '02:71:00:00:00:01', name: 'Copper-GW', type: 'gateway', status: 'online' },
            { mac: '02:71:00:00:00:02', name: 'Copper-AP', type: 'access_point', status: 'online' },
          ],
        }),
    },
    {
      name: 'list_clients',
      ...isReading,
      answer: () =>
        inJson({ clients: [{ mac: '02:71:00:00:01:01', name: 'kettle', ip: '10.4.0.9' }] }),
    },
    {
      name: 'list_alerts',
      description: 'All open alerts.',
      ...isReading,
      answer: () =>
        inJson({
          alerts: [
            { level: 5, message: 'Both power supplies failed', time: '2026-11-21T11:30:00Z' },
            { level: 2, message: 'Channel was changed', time: '2026-11-21T10:00:00Z' },
          ],
        }),
    },
  ],
  world: {
    counts: { client: 1, AP: 1, alert: 2, critical: 1 },
    rows: ['Copper-', 'kettle', 'power supplies', 'Channel was changed'],
    troubles: ['power supplies', 'Channel was changed'],
  },
  items: [
    says(/^Network partly: 1 client, 1 AP, 2 alerts, \? critical\./, '1', {
      about: 'critical',
      never: /\b0 critical|OK/,
    }),
    says(/Net 2 alerts, \? critical/, 'home', { about: 'critical' }),
    counts(2, 'alert', '1a'),
    lists(['power supplies', 'Channel was changed'], '1a'),
  ],
};
