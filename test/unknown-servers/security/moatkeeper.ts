import { counts, lists, type Stranger, says, untold } from '../item.ts';
import { inJson, text } from '../unknown-server.ts';

const POLICIES = `Policy: Block guests to LAN | Action: Deny | Source: guests | Destination: lan | Enabled: yes
Policy: Allow DNS | Action: Allow | Source: lan | Destination: any | Enabled: yes
Policy: Drop telnet | Action: Drop | Source: any | Destination: any | Enabled: no`;

/** A firewall with rules, whose alerts nobody tells. */
export const moatkeeper: Stranger = {
  product: 'moatkeeper',
  area: 'security',
  habit: 'key-value lines',
  tools: [
    {
      name: 'list_policies',
      description: 'Firewall policies in order.',
      answer: () => text(POLICIES),
    },
    {
      name: 'get_firewall_status',
      answer: () => inJson({ firewall_enabled: true, engine: 'nft', policies: 3 }),
    },
    {
      name: 'list_policy_templates',
      answer: () => inJson({ policies: [{ name: 'Strict', action: 'deny' }] }),
    },
    {
      name: 'list_ips_rules',
      answer: () => inJson({ rules: [{ sid: 2_001, name: 'ET SCAN', action: 'drop' }] }),
    },
    { name: 'list_historical_alerts', answer: () => inJson({ alerts: [] }) },
    {
      name: 'list_blocked_addresses',
      answer: () =>
        inJson({ addresses: [{ ip: '203.0.113.99', reason: 'port scan', action: 'ban' }] }),
    },
  ],
  world: {
    counts: { critical: 0, warning: 1, alert: 1, rule: 3, ban: 1, 'log line': 50 },
    rows: ['Block guests', 'Allow DNS', 'Drop telnet', '203.0.113.99'],
    troubles: [],
    isFirewallOn: true,
  },
  items: [
    counts(3, 'rule', '4f'),
    lists(['block Block guests to LAN', 'allow Allow DNS'], '4f'),
    says(/Drop telnet \(off\)/, '4f', { habit: 'key-value lines' }),
    says(/Firewall on/, '4f', { habit: 'wrong contract', about: 'firewall' }),
    untold('alert', '4a', { habit: 'narrower tools' }),
    untold('warning', '4', { habit: 'narrower tools' }),
    untold('critical', '4', { habit: 'narrower tools' }),
    untold('OK', 'home', { habit: 'narrower tools' }),
  ],
};
