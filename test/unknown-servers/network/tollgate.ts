import { counts, finds, lists, type Stranger, says, untold } from '../item.ts';
import { inJson, text } from '../unknown-server.ts';

/** A network server: leases are its clients, equipment in a nested tree, alerts in a markdown list. */
export const tollgate: Stranger = {
  product: 'tollgate-net',
  area: 'network',
  habit: 'other nouns',
  tools: [
    {
      name: 'get_topology',
      description: 'Network equipment as a tree.',
      answer: () =>
        inJson({
          gateway: {
            name: 'Toll-Router',
            mac: '02:70:00:00:00:01',
            model: 'TR-9',
            up: true,
            children: [
              {
                name: 'Toll-Switch',
                mac: '02:70:00:00:00:02',
                role: 'switch',
                up: true,
                children: [
                  { name: 'Toll-AP-1', mac: '02:70:00:00:00:03', role: 'ap', up: true },
                  { name: 'Toll-AP-2', mac: '02:70:00:00:00:04', role: 'ap', up: false },
                ],
              },
            ],
          },
        }),
    },
    {
      name: 'list_hosts',
      description: 'Hosts that are connected right now.',
      answer: () =>
        inJson({
          hosts: [
            { hwaddr: '02:70:00:00:01:01', host: 'mediabox', address: '10.2.0.11', iface: 'eth' },
            { hwaddr: '02:70:00:00:01:02', host: 'watch', address: '10.2.0.12', iface: 'wlan' },
          ],
          returned: 2,
          total: 2,
        }),
    },
    {
      name: 'get_active_warnings',
      answer: () =>
        text(
          '### Active warnings\n\n- **warning** 2026-11-21 10:01 Toll-Switch: fan is slow\n- **critical** 2026-11-21 11:02 Toll-AP-2: no heartbeat\n',
        ),
    },
    {
      name: 'list_dhcp_reservations',
      answer: () =>
        inJson({ hosts: [{ hwaddr: '02:70:00:00:01:09', host: 'old-tv', address: '10.2.0.90' }] }),
    },
  ],
  world: {
    counts: { client: 2, AP: 2, alert: [1, 2, 3] },
    rows: ['mediabox', 'watch', 'Toll-', 'fan is slow', 'no heartbeat'],
    troubles: ['Toll-AP-2', 'fan is slow'],
  },
  items: [
    counts(2, 'client', '1'),
    counts(2, 'AP', '1', { habit: 'overview' }),
    says(/Network ! Toll-AP-2/, '1', { habit: 'overview' }),
    lists(['mediabox', 'watch'], '1c', { never: /old-tv/ }),
    finds('mediabox', /Client mediabox\nIP 10\.2\.0\.11/),
    lists(['fan is slow', 'no heartbeat'], '1a', { habit: 'prose' }),
    says(/! Toll-AP-2 down/, '1d', { habit: 'overview' }),
    untold('search', 'old-tv'),
  ],
};
