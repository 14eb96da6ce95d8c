import { counts, lists, type Stranger, says } from '../item.ts';
import { inJson, text } from '../unknown-server.ts';

const DECISIONS = `id,ip,type,scenario,duration
91,203.0.113.5,ban,ssh-bruteforce,3h59m
92,203.0.113.6,ban,http-probing,1h10m
93,198.51.100.44,captcha,http-crawl,20m`;

/** Nothing was raised, and that is the whole truth. */
export const bouncerbook: Stranger = {
  product: 'bouncerbook',
  area: 'security',
  habit: 'empty but whole',
  tools: [
    {
      name: 'list_alerts',
      description: 'All alerts of the last 24 hours.',
      answer: () => inJson({ alerts: [], total: 0, window: '24h' }),
    },
    {
      name: 'list_decisions',
      description: 'Active decisions as CSV.',
      answer: () => text(DECISIONS),
    },
    {
      name: 'get_recent_logs',
      answer: () =>
        inJson({
          log_entries: [
            {
              entry_time: '2026-11-21T11:59:00Z',
              entry_level: 'info',
              entry_source: 'nginx',
              entry_message: 'GET /wp-login.php 404',
            },
          ],
        }),
    },
  ],
  world: {
    counts: { critical: 0, warning: 0, alert: 0, rule: 0, ban: 2, 'log line': 1 },
    rows: ['203.0.113.5', '203.0.113.6', '198.51.100.44', 'nginx'],
    troubles: [],
    canBeOk: true,
  },
  items: [
    says(/0 critical, 0 warnings/, '4', { about: 'critical' }),
    says(/Security: no alerts/, '4a', { about: 'alert' }),
    counts(2, 'ban', '4f', { habit: 'csv' }),
    lists(['ban 203.0.113.5', 'ban 203.0.113.6', 'captcha 198.51.100.44'], '4f', { habit: 'csv' }),
    lists(['nginx: GET /wp-login.php'], '4l', { habit: 'suffixed facts' }),
    says(/Sec (?:0 warn|OK)/, 'home', { about: 'warning' }),
  ],
};
