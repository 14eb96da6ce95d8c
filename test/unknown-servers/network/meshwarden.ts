import { counts, finds, lists, type Stranger, says } from '../item.ts';
import { inJson } from '../unknown-server.ts';

const PAGE = 20;

const STATIONS = Array.from({ length: 47 }, (_, index) => ({
  mac: `02:4d:57:00:00:${String(index + 10)}`,
  hostname: index === 41 ? 'kitchen-radio' : `device-${index}`,
  ip: `10.4.0.${index + 10}`,
  is_wired: index % 3 === 0,
  ap_name: index % 3 === 0 ? null : 'Mesh-Loft',
}));

/** Stations by cursor, equipment by kind in one answer, and tools that tell of a part of either. */
export const meshwarden: Stranger = {
  product: 'Meshwarden MCP',
  area: 'network',
  habit: 'pages',
  tools: [
    {
      name: 'get_stations',
      description: 'Connected stations. Follow next_cursor for more.',
      properties: { cursor: { type: 'string' } },
      answer: ({ cursor }) => {
        const start = typeof cursor === 'string' ? Number(cursor.slice(1)) : 0;
        const isMore = start + PAGE < STATIONS.length;
        return inJson({
          stations: STATIONS.slice(start, start + PAGE),
          has_more: isMore,
          ...(isMore && { next_cursor: `c${start + PAGE}` }),
        });
      },
    },
    {
      name: 'list_infrastructure',
      description: 'Gateways, switches and access points.',
      answer: () =>
        inJson({
          gateways: [
            { mac: '02:4d:57:ff:00:01', name: 'Mesh-Edge', status: 'online', uptime: 90_000 },
          ],
          switches: [{ mac: '02:4d:57:ff:00:02', name: 'Mesh-Rack', status: 'online' }],
          access_points: [
            { mac: '02:4d:57:ff:00:03', name: 'Mesh-Loft', status: 'online', client_count: 31 },
            { mac: '02:4d:57:ff:00:04', name: 'Mesh-Yard', status: 'offline', client_count: 0 },
          ],
        }),
    },
    { name: 'list_blocked_stations', answer: () => inJson({ stations: [] }) },
    { name: 'list_pending_devices', answer: () => inJson({ devices: [] }) },
    {
      name: 'list_archived_alarms',
      answer: () => inJson({ alarms: [{ msg: 'Old radar event', time: 1_700_000_000 }] }),
    },
    {
      name: 'list_alarms',
      answer: () =>
        inJson({
          alarms: [
            {
              id: 'a1',
              msg: 'Mesh-Yard lost its uplink',
              severity: 'warning',
              time: '2026-11-21T10:40:00Z',
            },
          ],
          total: 1,
        }),
    },
  ],
  world: {
    counts: { client: 47, AP: 2, alert: [1, 2] },
    rows: [...STATIONS.map(({ hostname }) => hostname), 'Mesh-', 'lost its uplink'],
    troubles: ['Mesh-Yard'],
  },
  items: [
    counts(47, 'client', '1'),
    counts(2, 'AP', '1', { habit: 'overview' }),
    says(/Network ! Mesh-Yard down/, '1', { habit: 'overview' }),
    counts(47, 'client', '1c'),
    finds('kitchen-radio', /Client kitchen-radio\nIP 10\.4\.0\.51/),
    says(/Mesh-Loft 31 clients/, '1d', { habit: 'overview' }),
    lists(['Mesh-Yard lost its uplink'], '1a', { habit: 'narrower tools', never: /radar/ }),
    says(/Mesh-Yard down/, 'home', { habit: 'overview' }),
  ],
};
