import { counts, lists, marks, type Stranger, says } from '../item.ts';
import { inJson } from '../unknown-server.ts';

/** The plain way: a tool for each list, in JSON. */
export const fencepost: Stranger = {
  product: 'fencepost-soc',
  area: 'security',
  habit: 'plain',
  tools: [
    {
      name: 'list_alerts',
      answer: () =>
        inJson({
          alerts: [
            {
              id: 1,
              severity: 'critical',
              message: 'Admin login from a new country',
              timestamp: '2026-11-21T10:30:00Z',
              source: '203.0.113.80',
            },
            {
              id: 2,
              severity: 'warning',
              message: 'TLS certificate expires soon',
              timestamp: '2026-11-21T09:00:00Z',
            },
          ],
        }),
    },
    {
      name: 'get_logs',
      properties: { lines: { type: 'integer', default: 20 } },
      required: ['lines'],
      answer: () =>
        inJson({
          logs: [
            {
              timestamp: '2026-11-21T11:59:00Z',
              level: 'warning',
              source: 'vpn',
              message: 'Peer timed out',
            },
          ],
        }),
    },
    {
      name: 'list_firewall_rules',
      answer: () =>
        inJson({
          rules: [
            {
              name: 'Guests stay out',
              action: 'drop',
              enabled: true,
              source: 'guest',
              destination: 'lan',
            },
            { name: 'VPN in', action: 'accept', enabled: true },
          ],
        }),
    },
    {
      name: 'list_suppressed_alerts',
      answer: () =>
        inJson({
          alerts: [
            { severity: 'critical', message: 'Known scanner', timestamp: '2026-11-21T11:00:00Z' },
          ],
        }),
    },
  ],
  world: {
    counts: { critical: 1, warning: 1, alert: 2, rule: 2, ban: 0, 'log line': 1 },
    rows: ['Admin login', 'TLS certificate', 'vpn', 'Guests stay out', 'VPN in'],
    troubles: ['Admin login', 'TLS certificate', 'vpn: Peer'],
  },
  items: [
    says(/Security ! 1 critical: Admin login/, '4', { about: 'critical' }),
    counts(1, 'warning', '4'),
    counts(2, 'alert', '4a'),
    marks('Admin login from a new country', '4a', { never: /Known scanner/ }),
    lists(['vpn: Peer timed out'], '4l', { habit: 'required arguments' }),
    counts(2, 'rule', '4f'),
    lists(['block Guests stay out', 'allow VPN in'], '4f'),
    says(/Admin login/, 'home'),
  ],
};
