import { admits, counts, lists, type Stranger, says } from '../item.ts';
import { inJson } from '../unknown-server.ts';

/** Security: the alert tool answers that it is warming up; bans under another noun; a contract name for something else. */
export const palisade: Stranger = {
  product: 'palisade',
  area: 'security',
  habit: 'failing tool',
  tools: [
    {
      name: 'get_alerts',
      answer: () =>
        inJson({
          status: 'initializing',
          message: 'The index is being built, try again later',
          alerts: [],
        }),
    },
    { name: 'get_security_status', answer: () => inJson({ engine: 'running', db_version: 312 }) },
    {
      name: 'list_jailed_ips',
      description: 'Addresses that are banned now.',
      answer: () =>
        inJson({
          jails: [
            { jail: 'sshd', banned_ips: ['203.0.113.21', '203.0.113.22'] },
            { jail: 'nginx', banned_ips: ['203.0.113.23'] },
          ],
        }),
    },
    {
      name: 'get_recent_logs',
      answer: () =>
        inJson([{ ts: 1_795_262_340, lvl: 'warn', unit: 'nftables', text: 'Dropped 3 packets' }]),
    },
  ],
  world: {
    counts: { critical: 2, warning: 5, alert: 7, rule: 9, ban: 3, 'log line': 1 },
    rows: ['203.0.113.2', 'nftables', 'Dropped 3 packets'],
    troubles: ['nftables', 'Dropped 3 packets'],
  },
  items: [
    admits('alert', '4a'),
    admits('critical', '4'),
    counts(3, 'ban', '4f', { habit: 'other nouns' }),
    lists(['203.0.113.21', '203.0.113.23'], '4f', { habit: 'other nouns' }),
    lists(['nftables: Dropped 3 packets'], '4l', { habit: 'wrong contract' }),
    says(/Sec \?|No answer from Security|Security \?/, 'home'),
  ],
};
