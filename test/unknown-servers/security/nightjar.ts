import { counts, lists, type Stranger, says } from '../item.ts';
import { inJson, text, type UnknownTool } from '../unknown-server.ts';

const session: UnknownTool = {
  name: 'get_session_status',
  description: 'Whether the server is signed in. Its other tools come when it is.',
  answer: () => inJson({ signed_in: true }),
};

const incidents: UnknownTool = {
  name: 'list_incidents',
  description: 'Open security incidents.',
  answer: () =>
    text(
      `Nightjar SOC 1.0\n${JSON.stringify({
        incidents: [
          {
            title: 'Malware on desktop-eva',
            priority: 'high',
            opened_at: '2026-11-21T09:15:00Z',
            host_name: 'desktop-eva',
          },
          {
            title: 'Weak TLS on printer',
            priority: 'medium',
            opened_at: '2026-11-21T03:00:00Z',
            host_name: 'printer',
          },
        ],
        total: 2,
      })}`,
    ),
};

/** Its tools come when it is signed in. */
export const nightjar: Stranger = {
  product: 'nightjar',
  area: 'security',
  habit: 'changing tools',
  tools: [session],
  laterTools: [
    session,
    incidents,
    { name: 'list_resolved_incidents', answer: () => inJson({ incidents: [] }) },
    {
      name: 'get_firewall_rules',
      description: 'Rules of the firewall.',
      answer: () =>
        inJson({
          firewall_rules: [
            { rule_name: 'No IoT to LAN', rule_action: 'reject', rule_enabled: true },
          ],
        }),
    },
  ],
  world: {
    counts: { critical: [0, 1], warning: [1, 2], alert: 2, rule: 1, ban: 0 },
    rows: ['Malware on desktop-eva', 'Weak TLS', 'No IoT to LAN'],
    troubles: ['Malware on desktop-eva', 'Weak TLS'],
  },
  items: [
    counts(2, 'alert', '4a'),
    lists(['Malware on desktop-eva', 'Weak TLS on printer'], '4a', { habit: 'banner' }),
    says(/1 critical|2 warnings/, '4', { about: 'warning', habit: 'other nouns' }),
    counts(1, 'rule', '4f'),
    lists(['reject No IoT to LAN'], '4f', { habit: 'suffixed facts' }),
  ],
};
