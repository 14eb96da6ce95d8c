import { counts, lists, type Stranger, says } from '../item.ts';
import { inJson } from '../unknown-server.ts';

const hit = (level: number, description: string, at: string) => ({
  _id: description,
  _source: { '@timestamp': at, rule: { level, description }, agent: { name: 'gw' } },
});

export const drawbridge: Stranger = {
  product: 'drawbridge',
  area: 'security',
  habit: 'plain',
  tools: [
    {
      name: 'search_alerts',
      description: 'Alerts, newest first.',
      properties: { hours: { type: 'integer', default: 24 } },
      answer: () =>
        inJson({
          hits: {
            total: { value: 2, relation: 'eq' },
            hits: [
              hit(14, 'Kernel module loaded', '2026-11-21T11:10:00Z'),
              hit(8, 'Many failed logins', '2026-11-21T10:10:00Z'),
            ],
          },
        }),
    },
    {
      name: 'list_rules',
      description: 'Packet filter rules.',
      answer: () =>
        inJson({
          total: 2,
          rules: [
            { rule_label: 'No cameras outside', verdict: 'REJECT', active: true },
            { rule_label: 'Mail out', verdict: 'PASS', active: false },
          ],
        }),
    },
    {
      name: 'list_alert_channels',
      answer: () => inJson({ alerts: [{ name: 'mail', severity: 'critical', message: 'test' }] }),
    },
    {
      name: 'get_recent_log_lines',
      answer: () =>
        inJson({
          lines: [
            {
              time: '2026-11-21T11:58:00Z',
              level: 'error',
              program: 'dhcpd',
              message: 'no free leases',
            },
          ],
        }),
    },
  ],
  world: {
    counts: { critical: 1, warning: 1, alert: 2, rule: 2, ban: 0, 'log line': 1 },
    rows: ['Kernel module', 'Many failed', 'No cameras', 'Mail out', 'dhcpd'],
    troubles: ['Kernel module', 'Many failed', 'dhcpd', 'no free'],
  },
  items: [
    says(/Security ! 1 critical: Kernel module/, '4', { about: 'critical' }),
    counts(1, 'warning', '4'),
    counts(2, 'alert', '4a'),
    lists(['Kernel module loaded', 'Many failed logins'], '4a'),
    counts(2, 'rule', '4f', { habit: 'suffixed facts' }),
    lists(['reject No cameras outside', 'allow Mail out (off)'], '4f', { habit: 'suffixed facts' }),
    lists(['dhcpd: no free leases'], '4l'),
    says(/Kernel module/, 'home'),
  ],
};
