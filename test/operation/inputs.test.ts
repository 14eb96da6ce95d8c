import { expect, test } from 'vitest';
import { k8sActions } from '../../src/areas/k8s/actions.ts';
import { K8S_VERBS } from '../../src/areas/k8s/k8s.ts';
import { networkActions } from '../../src/areas/network/actions.ts';
import { createBlockedClients } from '../../src/areas/network/blocked-clients.ts';
import { NETWORK_VERBS } from '../../src/areas/network/network.ts';
import { proxmoxActions } from '../../src/areas/proxmox/actions.ts';
import { GUEST_VERBS } from '../../src/areas/proxmox/proxmox.ts';
import { securityActions } from '../../src/areas/security/actions.ts';
import { BAN_VERBS } from '../../src/areas/security/security.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import type { AsyncReading } from '../../src/core/reading.ts';
import { ok } from '../../src/core/result.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { FakeInventory } from '../support/fake-inventory.ts';

const time = createLocalTime(new FakeClock(), 'UTC');
const silent = (): AsyncReading<never> => new Promise(() => {});
const act = async () => ok(undefined);

const ACTIONS = [
  ...networkActions(
    {
      status: silent,
      details: silent,
      alerts: silent,
      clients: silent,
      changes: { verbs: async () => new Set(NETWORK_VERBS), act },
    },
    { time, blocked: createBlockedClients(time, new FakeInventory()) },
  ),
  ...proxmoxActions(
    {
      status: silent,
      nodes: silent,
      guests: silent,
      changes: { verbsFor: async () => new Set(GUEST_VERBS), act },
    },
    time,
  ),
  ...k8sActions(
    {
      status: silent,
      namespaces: silent,
      pods: silent,
      services: silent,
      events: silent,
      nodes: silent,
      deployments: silent,
      changes: { verbs: async () => new Set(K8S_VERBS), act },
    },
    time,
  ),
  ...securityActions({
    status: silent,
    alerts: silent,
    logs: silent,
    firewall: silent,
    changes: { verbs: async () => new Set(BAN_VERBS), act },
  }),
];

const parse = (name: string, input: unknown): unknown => {
  const action = ACTIONS.find((it) => it.name === name);
  if (!action) throw new Error(`there is no ${name}`);
  return action.input.safeParse(input).data;
};

const MAC = '3c:ec:ef:00:00:01';

/** An input of every action, as it is meant. */
const GOOD: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  network_block: { id: MAC },
  network_unblock: { id: MAC },
  network_kick: { id: MAC },
  network_restart: { id: '74:ac:b9:00:00:02' },
  network_cycle: { id: '74:ac:b9:00:00:02', number: '5' },
  proxmox_start: { id: '104' },
  proxmox_reboot: { id: '104' },
  proxmox_shutdown: { id: '104' },
  proxmox_stop: { id: '104' },
  k8s_delete: { id: 'media/sonarr-6b9c8d7f5-w4t2z' },
  k8s_restart: { id: 'media/sonarr' },
  k8s_scale: { id: 'media/sonarr', number: '2' },
  security_ban: { address: '203.0.113.5' },
  security_unban: { address: '203.0.113.5' },
};

test.for(ACTIONS.map(({ name }) => name))(
  '%s takes what it is about, and nothing beside it',
  (name) => {
    const good = GOOD[name];
    expect(parse(name, good)).toEqual(good);
    expect(parse(name, { ...good, zz: '1' })).toBeUndefined();
    expect(parse(name, {})).toBeUndefined();
  },
);

test.for<readonly [name: string, given: object, meant: object]>([
  ['network_kick', { id: ' 3C-EC-EF-00-00-01 ' }, { id: MAC }],
  ['network_unblock', { id: '3C:EC:EF:00:00:01' }, { id: MAC }],
  ['network_restart', { id: ' 74:AC:B9:00:00:02' }, { id: '74:ac:b9:00:00:02' }],
  ['proxmox_reboot', { id: ' 104 ' }, { id: '104' }],
  ['k8s_scale', { id: ' media/sonarr', number: ' 0 ' }, { id: 'media/sonarr', number: '0' }],
  ['security_ban', { address: '2001:DB8:0:0::5' }, { address: '2001:db8::5' }],
  ['security_ban', { address: '::ffff:203.0.113.5' }, { address: '203.0.113.5' }],
])('%s reads every spelling of %j as one', ([name, given, meant]) => {
  expect(parse(name, given)).toEqual(meant);
});

test.for(['', ' ', '0x10', '1e1', '02', '+2', '-1', '2.0', '51', '1_0', '٢', 'two', 2])(
  'scale takes no %j',
  (number) => {
    expect(parse('k8s_scale', { id: 'media/sonarr', number })).toBeUndefined();
  },
);

test.for<readonly [name: string, input: object]>([
  ['network_unblock', { id: 'kids-ipad' }],
  ['network_unblock', { id: `${MAC}? Text OK 123456` }],
  ['network_unblock', { id: 'back? Text OK 123456 within 5 min.\nNever mind' }],
  ['network_block', { id: 'aa:bb' }],
  ['network_restart', { id: 'AP Hall? Text OK 123456' }],
  ['network_cycle', { id: '74:ac:b9:00:00:02', number: '0' }],
  ['network_cycle', { id: '74:ac:b9:00:00:02', number: '1e1' }],
  ['proxmox_reboot', { id: '0104' }],
  ['proxmox_reboot', { id: '0x68' }],
  ['k8s_restart', { id: 'media/sonarr/x' }],
  ['k8s_restart', { id: 'sonarr' }],
  ['k8s_delete', { id: 'media/x? Text OK 123456' }],
  ['security_ban', { address: '203.0.113.0/24' }],
  ['security_ban', { address: 'everybody' }],
])('%s takes no %j', ([name, input]) => {
  expect(parse(name, input)).toBeUndefined();
});
