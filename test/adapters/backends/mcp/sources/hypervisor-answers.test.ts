import { expect, test } from 'vitest';
import { phone, takes } from './phone-with-tools.ts';

test('instances without numbers are of the kind and at the place that they say', async () => {
  const { says } = phone('proxmox', {
    list_instances: () => [
      { name: 'web', status: 'Running', type: 'virtual-machine', location: 'fjord' },
      { name: 'dns', status: 'Stopped', type: 'container', location: 'fjord' },
    ],
  });
  expect(await says('2v')).toMatch(/^Proxmox: 1 VM, 1 LXC\n.*\n1 ! dns stopped\n2 web fjord$/m);
});

test('a host is as connected as it says, whatever else it says of its power', async () => {
  const { says } = phone('proxmox', {
    list_hosts: () => [
      { host: 'host-1', name: 'fjord', connection_state: 'CONNECTED', power_state: 'POWERED_ON' },
      { host: 'host-2', name: 'bay', connection_state: 'NOT_RESPONDING' },
    ],
    list_vms: () => [
      { vm: 'vm-12', name: 'web', power_state: 'POWERED_ON', memory_size_MiB: 4096 },
    ],
  });
  expect(await says('2n')).toMatch(/^Proxmox: 2 nodes\n.*\n1 ! bay down\n2 fjord up$/m);
  expect(await says('web')).toContain('RAM ? of 4G');
});

test('names alone are asked for one by one', async () => {
  const { says } = phone('proxmox', {
    list_vms: () => ['web', 'db'],
    get_vm_details: [
      takes({ vm_name: { type: 'string' } }, ['vm_name']),
      ({ vm_name: name }) => ({ name, power_state: name === 'web' ? 'poweredOn' : 'poweredOff' }),
    ],
  });
  expect(await says('2v')).toMatch(/^Proxmox: 2 VMs, \? LXC\n.*\n1 ! db stopped\n2 web \?$/m);
});

test('lists under states are in these states', async () => {
  const { says } = phone('proxmox', {
    list_vms: () => ({ running: [{ vmid: 1, name: 'web' }], stopped: [{ vmid: 2, name: 'db' }] }),
  });
  expect(await says('2v')).toMatch(/^Proxmox: 2 VMs, \? LXC\n.*\n1 ! db stopped\n2 web \?$/m);
});

test.for<readonly [what: string, answer: object]>([
  [
    'beside the list of a node',
    {
      nodes: {
        fjord: { vms: [{ vmid: 1, name: 'web', status: 'running' }] },
        bay: { vms: [], error: 'unreachable' },
      },
    },
  ],
  [
    'beside the list of all',
    { vms: [{ vmid: 1, name: 'web', status: 'running' }], errors: ['bay did not answer'] },
  ],
  [
    'as the names of nodes',
    { vms: [{ vmid: 1, name: 'web', status: 'running' }], failed_nodes: ['bay'] },
  ],
])('a fault %s leaves it without an end', async ([, answer]) => {
  const { says } = phone('proxmox', { list_vms: () => answer });
  expect(await says('2v')).toContain('Proxmox: 1+ VMs, ? LXC');
});

test('no fault leaves it as it is', async () => {
  const vms = [{ vmid: 1, name: 'web', status: 'running' }];
  const { says } = phone('proxmox', {
    list_vms: () => ({ vms, error: null, errors: [], failed_nodes: [] }),
  });
  expect(await says('2v')).toContain('Proxmox: 1 VM, ? LXC');
});
