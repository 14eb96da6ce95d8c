import { counts, lists, type Stranger, says } from '../item.ts';
import { inJson, text } from '../unknown-server.ts';

/** Security: alerts by severity in one object, a log in syslog lines, and rules of two families in one list. */
export const blackbird: Stranger = {
  product: 'blackbird-siem',
  area: 'security',
  habit: 'overview',
  tools: [
    {
      name: 'get_alerts_summary',
      description: 'Open alerts of the last day by severity.',
      answer: () =>
        inJson({
          critical: [{ headline: 'Ransom note on share', seen_at: '2026-11-21T11:40:00Z' }],
          medium: [
            { headline: 'DNS tunnel suspected', seen_at: '2026-11-21T08:40:00Z' },
            { headline: 'Old TLS in use', seen_at: '2026-11-21T07:40:00Z' },
          ],
          low: [],
        }),
    },
    {
      name: 'read_syslog',
      description: 'The last lines of the log.',
      answer: () =>
        text(
          'Nov 21 11:58:01 gw sshd[811]: Failed password for root\nNov 21 11:57:12 gw kernel: link up eth0',
        ),
    },
    {
      name: 'list_snoozed_alerts',
      answer: () =>
        inJson({
          alerts: [{ headline: 'Noise', severity: 'critical', seen_at: '2026-11-21T01:00:00Z' }],
        }),
    },
    {
      name: 'firewall_ruleset',
      description: 'Lists the rules of the firewall.',
      annotations: { readOnlyHint: true },
      answer: () =>
        text(
          '| # | Action | From | To | Comment | Enabled |\n|---|---|---|---|---|---|\n| 1 | DROP | iot | lan | IoT stays out | yes |\n| 2 | ACCEPT | lan | any | LAN may all | yes |',
        ),
    },
  ],
  world: {
    counts: { critical: 1, warning: 2, alert: 3, rule: 2, ban: 0, 'log line': 2 },
    rows: [
      'Ransom note',
      'DNS tunnel',
      'Old TLS',
      'IoT stays out',
      'LAN may all',
      'sshd',
      'kernel',
      'gw',
    ],
    troubles: ['Ransom note', 'DNS tunnel', 'Old TLS', 'sshd'],
  },
  items: [
    says(/Security ! 1 critical: Ransom note/, '4', { about: 'critical' }),
    counts(2, 'warning', '4'),
    counts(3, 'alert', '4a'),
    lists(['Ransom note', 'DNS tunnel', 'Old TLS'], '4a', { never: /Noise/ }),
    lists(['Failed password for root', 'link up eth0'], '4l', { habit: 'prose' }),
    counts(2, 'rule', '4f', { habit: 'markdown tables' }),
    lists(['block IoT stays out', 'allow LAN may all'], '4f', { habit: 'no verb' }),
    says(/Ransom note/, 'home'),
  ],
};
