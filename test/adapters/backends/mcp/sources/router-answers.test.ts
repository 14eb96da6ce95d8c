import { expect, test } from 'vitest';
import { phone } from './phone-with-tools.ts';

test('a lease that is not in use is no client, in the words of any router', async () => {
  const lease = (last: number, about: object) => ({ mac: `02:00:00:00:00:0${last}`, ...about });
  const { says } = phone('network', {
    get_dhcp_leases: () => ({
      rows: [
        lease(1, { hostname: 'tv', state: 'active', status: 'online' }),
        lease(2, { hostname: 'old', state: 'expired' }),
        lease(3, { hostname: 'spare', online_status: 'idle/offline' }),
        lease(4, { comment: 'printer', status: 'bound' }),
        lease(5, { comment: 'guest', status: 'waiting' }),
      ],
      ...{ rowCount: 5, total: 5, current: 1 },
    }),
  });
  const text = await says('1c');
  expect(text).toContain('Network: 2 clients');
  expect(text).toMatch(/^1 tv\n2 printer$/m);
});

test('a gateway is as its translated state says', async () => {
  const { says } = phone('network', {
    get_gateways: () => [
      { name: 'WAN_A', type: 'gateway', status: 'none', status_translated: 'Online' },
      { name: 'WAN_B', type: 'gateway', status: 'down', status_translated: 'Offline' },
    ],
  });
  const text = await says('1d');
  expect(text).toContain('WAN_A up');
  expect(text).toContain('! WAN_B down');
});

test('a rule without a name is called by its traffic', async () => {
  const { says } = phone('security', {
    list_firewall_rules: () => [
      { action: 'pass', descr: 'LAN to any' },
      { type: 'block', interface: ['wan'], protocol: 'tcp', source: 'any', destination_port: '22' },
      { chain: 'input', action: 'accept', protocol: 'icmp', disabled: 'true' },
    ],
  });
  const text = await says('4f');
  expect(text).toContain('Firewall, 3 rules');
  expect(text).toMatch(
    /^1 allow LAN to any\n2 block wan tcp from any to :22\n3 allow input icmp \(off\)$/m,
  );
});

test('rules of a packet filter are those of its chains', async () => {
  const { says } = phone('security', {
    list_rules: () =>
      'Chain INPUT (policy DROP)\nnum  target     prot opt source       destination\n1    ACCEPT     all  --  10.0.0.0/8   0.0.0.0/0    /* from home */\n2    DROP       tcp  --  0.0.0.0/0    0.0.0.0/0    tcp dpt:23\n\nChain f2b-sshd (1 references)\ntarget     prot opt source       destination\nREJECT     all  --  203.0.113.5  0.0.0.0/0',
  });
  const text = await says('4f');
  expect(text).toContain('Firewall, 3 rules');
  expect(text).toMatch(
    /^1 allow from home\n2 block INPUT tcp from 0\.0\.0\.0\/0 to 0\.0\.0\.0\/0:23\n3 reject f2b-sshd all from 203/m,
  );
});

test('a ban is called by its scenario', async () => {
  const { says } = phone('security', {
    list_decisions: () => [{ value: '203.0.113.5', type: 'ban', scope: 'Ip', scenario: 'ssh-bf' }],
  });
  expect(await says('4f')).toContain('ban 203.0.113.5 (ssh-bf)');
});

test('clients of one kind alone are not counted, and the network is known in part', async () => {
  const { says } = phone('network', {
    list_wifi_clients: () => [{ mac: '02:00:00:00:00:05', name: 'tv' }],
  });
  expect(await says('1')).toContain('Network partly: ? clients.');
  expect(await says('1c')).toContain('Network: 1+ clients');
});
