import { counts, finds, lists, type Stranger, says } from '../item.ts';
import { text } from '../unknown-server.ts';

/** A banner stands before every answer, glued to the JSON. */
const withBanner = (data: unknown) =>
  text(`Gatepost v3.1 - connected to 10.0.0.1 as viewer\n${JSON.stringify(data)}`);

/** All its tools are called as in the relay's contract, and none answers as that says. */
export const gatepost: Stranger = {
  product: 'gatepost',
  area: 'network',
  habit: 'wrong contract',
  firstAnswerAfterMs: 1500,
  tools: [
    {
      name: 'get_network_status',
      answer: () =>
        withBanner({
          status: 'degraded',
          devices: [
            { device_name: 'Post-Router', device_role: 'router', state: 'up' },
            { device_name: 'Post-Wifi', device_role: 'access point', state: 'up' },
          ],
        }),
    },
    {
      name: 'get_network_details',
      answer: () => withBanner({ wan: 'connected', wan_ip: '192.0.2.44' }),
    },
    {
      name: 'get_alerts',
      answer: () =>
        withBanner({
          open: [
            {
              alert_title: 'WAN latency above 200 ms',
              alert_level: 'critical',
              occurred_at: '2026-11-21T11:30:00Z',
            },
          ],
          archived: [
            {
              alert_title: 'Firmware is old',
              alert_level: 'info',
              occurred_at: '2026-06-01T11:30:00Z',
            },
          ],
        }),
    },
    {
      name: 'get_clients',
      answer: () =>
        withBanner({
          result: {
            count: 4,
            rows: [
              { mac: '02:9a:00:00:00:01', name: 'laptop', ip: '10.0.0.20', wired: false },
              { mac: '02:9a:00:00:00:02', name: 'tablet', ip: '10.0.0.21', wired: false },
              { mac: '02:9a:00:00:00:03', name: 'nas', ip: '10.0.0.5', wired: true },
              { mac: '02:9a:00:00:00:04', name: 'cam-door', ip: '10.0.0.30', wired: true },
            ],
          },
        }),
    },
  ],
  world: {
    counts: { client: 4, AP: 1, alert: 1 },
    rows: ['laptop', 'tablet', 'nas', 'cam-door', 'Post-', 'WAN latency'],
    troubles: ['WAN latency'],
  },
  items: [
    counts(4, 'client', '1'),
    counts(1, 'AP', '1', { habit: 'suffixed facts' }),
    counts(4, 'client', '1c', { habit: 'banner' }),
    lists(['laptop', 'tablet', 'nas', 'cam-door'], '1c', { habit: 'banner' }),
    finds('nas', /Client nas\nIP 10\.0\.0\.5/),
    lists(['WAN latency above 200 ms'], '1a', {
      habit: 'suffixed facts',
      never: /Firmware is old/,
    }),
    says(/WAN latency/, '1', { habit: 'suffixed facts' }),
    says(/Post-Wifi/, '1d'),
  ],
};
