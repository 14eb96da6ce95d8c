import { expect, test } from 'vitest';
import { FAILS, phone, takes } from './phone-with-tools.ts';

const VMID = takes({ vmid: { type: 'integer' } }, ['vmid']);
const vm = (vmid: unknown) => ({ vmid, name: `v${String(vmid)}`, status: 'running' });

test('ids of which none is told more are not none', async () => {
  const { says } = phone('proxmox', { list_vms: () => [101, 102], get_vm: [VMID, () => FAILS] });
  const vms = await says('2v');
  expect(vms).not.toMatch(/\b0 VMs|no VMs/);
  expect(vms).toContain('?');
});

test('one that is not told leaves the others, which are not all', async () => {
  const { says } = phone('proxmox', {
    list_vms: () => [{ vmid: 101 }, { vmid: 102 }],
    get_vm: [VMID, ({ vmid }) => (vmid === 101 ? vm(vmid) : FAILS)],
  });
  expect(await says('2v')).toContain('1+ VMs');
});

test('names that can be read as they are cost no more calls', async () => {
  const { says, asked } = phone('k8s', {
    list_namespaces: () => ['media', 'web'],
    get_namespace: [takes({ name: { type: 'string' } }, ['name']), () => ({ name: 'other' })],
  });
  await says('3');
  expect(asked.map(([tool]) => tool)).not.toContain('get_namespace');
});

test('what tells of something else is not asked', async () => {
  const { says, asked } = phone('proxmox', {
    list_vms: () => [101],
    get_vm_snapshots: [VMID, ({ vmid }) => vm(vmid)],
    get_container: [VMID, ({ vmid }) => vm(vmid)],
    delete_vm: [VMID, ({ vmid }) => vm(vmid)],
  });
  await says('2v');
  expect(new Set(asked.map(([tool]) => tool))).toEqual(new Set(['list_vms']));
});
