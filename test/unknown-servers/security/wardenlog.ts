import { counts, lists, type Stranger, says } from '../item.ts';
import { inJson, isReading, text } from '../unknown-server.ts';

const OPEN = `There are 3 open alerts.

1. [CRITICAL] SSH login as root from 203.0.113.7 (2026-11-21 11:20)
2. [WARNING] Port scan from 198.51.100.20 (2026-11-21 10:02)
3. [WARNING] New device on the guest network (2026-11-21 08:45)

Use acknowledge_alert to close one.`;

const LOG = `time,level,program,message
2026-11-21T11:20:04Z,error,sshd,Accepted password for root from 203.0.113.7
2026-11-21T11:05:00Z,info,cron,Daily job done
2026-11-21T10:02:11Z,warning,firewall,Port scan detected`;

export const wardenlog: Stranger = {
  product: 'wardenlog',
  area: 'security',
  habit: 'prose',
  tools: [
    {
      name: 'alerts_open',
      description: 'The alerts nobody has closed yet.',
      ...isReading,
      answer: () => text(OPEN),
    },
    {
      name: 'list_acknowledged_alerts',
      answer: () =>
        inJson({
          alerts: [{ title: 'Old worm', severity: 'critical', time: '2026-11-21T06:00:00Z' }],
        }),
    },
    { name: 'list_archived_alerts', answer: () => inJson({ alerts: [] }) },
    {
      name: 'search_alerts',
      properties: { query: { type: 'string' } },
      required: ['query'],
      answer: () => inJson({ alerts: [] }),
    },
    {
      name: 'acknowledge_alert',
      isOffLimits: true,
      properties: { id: { type: 'string' } },
      required: ['id'],
      answer: () => inJson({ ok: true }),
    },
    {
      name: 'tail_log',
      description: 'The newest lines of the log as CSV.',
      ...isReading,
      answer: () => text(LOG),
    },
  ],
  world: {
    counts: { critical: 1, warning: 2, alert: 3, rule: 7, ban: 1, 'log line': 900 },
    rows: ['SSH login as root', 'Port scan', 'New device', 'sshd', 'cron', 'firewall'],
    troubles: ['SSH login as root', 'Port scan', 'New device', 'sshd', 'firewall'],
  },
  items: [
    says(/Security ! 1 critical: SSH login as root/, '4', { about: 'critical' }),
    counts(2, 'warning', '4', { habit: 'no verb' }),
    counts(3, 'alert', '4a', { habit: 'no verb' }),
    lists(['SSH login as root', 'Port scan', 'New device'], '4a', {
      habit: 'narrower tools',
      never: /Old worm/,
    }),
    lists(['sshd: Accepted password', 'cron: Daily job', 'Port scan detected'], '4l', {
      habit: 'csv',
    }),
    says(/SSH login as root/, 'home', { habit: 'no verb' }),
  ],
};
