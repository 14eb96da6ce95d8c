import { counts, type Stranger, says, untold } from '../item.ts';
import { inJson, structured } from '../unknown-server.ts';

/** Tells only of parts: what waits, what is kept out, what was seen once. */
export const bifrost: Stranger = {
  product: 'bifrost-bridge',
  area: 'network',
  habit: 'narrower tools',
  tools: [
    { name: 'list_pending_devices', answer: () => inJson({ devices: [] }) },
    { name: 'list_blocked_clients', answer: () => inJson([]) },
    {
      name: 'list_offline_clients',
      answer: () => inJson({ clients: [{ mac: '02:bf:00:00:00:09', name: 'old-laptop' }] }),
    },
    {
      name: 'list_known_clients',
      answer: () =>
        inJson({
          clients: [
            { mac: '02:bf:00:00:00:09', name: 'old-laptop' },
            { mac: '02:bf:00:00:00:01', name: 'tv' },
            { mac: '02:bf:00:00:00:0a', name: 'visitor' },
          ],
        }),
    },
    { name: 'list_acknowledged_alerts', answer: () => inJson({ alerts: [] }) },
    {
      name: 'list_device_profiles',
      answer: () => inJson({ profiles: [{ name: 'Default', type: 'switch', status: 'active' }] }),
    },
    {
      name: 'list_access_points',
      answer: () =>
        structured({
          result: [
            { ap_name: 'Rainbow-1', ap_state: 'online', ap_clients: 8 },
            { ap_name: 'Rainbow-2', ap_state: 'online', ap_clients: 3 },
          ],
        }),
    },
    {
      name: 'get_client_historical',
      properties: { mac: { type: 'string' } },
      required: ['mac'],
      answer: () => inJson({ clients: [] }),
    },
  ],
  world: {
    counts: { client: 12, AP: 2, alert: 1 },
    rows: ['tv', 'Rainbow-'],
    troubles: ['Gateway is hot'],
  },
  items: [
    untold('client', '1'),
    untold('client', '1c'),
    untold('row', '1c'),
    untold('alert', '1'),
    untold('alert', '1a'),
    untold('search', 'tv'),
    counts(2, 'AP', '1', { habit: 'one kind only' }),
    says(/Rainbow-1 8 clients/, '1d', { habit: 'suffixed facts' }),
  ],
};
