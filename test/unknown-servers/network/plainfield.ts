import { counts, finds, lists, type Stranger, says } from '../item.ts';
import { inJson } from '../unknown-server.ts';

/** The plain way: a tool for each list, in JSON. */
export const plainfield: Stranger = {
  product: 'plainfield-network',
  area: 'network',
  habit: 'plain',
  tools: [
    {
      name: 'list_devices',
      answer: () =>
        inJson({
          devices: [
            {
              mac: '02:3f:00:00:00:01',
              name: 'Plain-GW',
              type: 'gateway',
              status: 'online',
              uptime_seconds: 3 * 86_400,
            },
            {
              mac: '02:3f:00:00:00:02',
              name: 'Plain-AP',
              type: 'access_point',
              status: 'online',
              clients: 2,
            },
          ],
        }),
    },
    {
      name: 'list_clients',
      answer: () =>
        inJson({
          clients: [
            {
              mac: '02:3f:00:00:01:01',
              name: 'notebook',
              ip: '172.16.0.9',
              wired: false,
              ap_name: 'Plain-AP',
            },
            { mac: '02:3f:00:00:01:02', name: 'heatpump', ip: '172.16.0.8', wired: true },
          ],
        }),
    },
    {
      name: 'list_client_profiles',
      answer: () => inJson({ clients: [{ mac: '02:3f:00:00:01:99', name: 'Kids' }] }),
    },
    {
      name: 'get_alerts',
      properties: { severity: { type: 'string', enum: ['all', 'critical'], default: 'all' } },
      required: ['severity'],
      answer: () =>
        inJson({
          alerts: [
            {
              message: 'DHCP pool is 95 % used',
              severity: 'warning',
              timestamp: '2026-11-21T07:00:00Z',
            },
          ],
        }),
    },
    {
      name: 'get_wan_status',
      answer: () => inJson({ status: 'down', since: '2026-11-21T11:55:00Z' }),
    },
  ],
  world: {
    counts: { client: 2, AP: 1, alert: [1, 2] },
    rows: ['notebook', 'heatpump', 'Plain-', 'DHCP pool'],
    troubles: ['WAN', 'DHCP pool'],
  },
  items: [
    counts(2, 'client', '1'),
    counts(1, 'AP', '1'),
    lists(['notebook Plain-AP', 'heatpump wired'], '1c', { never: /Kids/ }),
    finds('heatpump', /Client heatpump\nIP 172\.16\.0\.8/),
    says(/Network up 3d/, '1d'),
    lists(['DHCP pool is 95 % used'], '1a', { habit: 'required arguments' }),
    says(/WAN down/, '1d'),
    says(/WAN down/, 'home'),
  ],
};
