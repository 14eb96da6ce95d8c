import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { inJson } from '../unknown-server.ts';

/** Proxmox by id: objects keyed by their ids, numbers in text, German-ish states. */
const VMS = {
  '100': { label: 'opnsense', run_state: 'up', hypervisor: 'wren', mem_pct: 40 },
  '105': { label: 'truenas', run_state: 'up', hypervisor: 'wren', mem_pct: 88 },
  '110': { label: 'dev-box', run_state: 'shut off', hypervisor: 'robin', mem_pct: 0 },
};

export const aviary: Stranger = {
  product: 'aviary',
  area: 'proxmox',
  habit: 'other nouns',
  tools: [
    {
      name: 'fetchVirtualMachines',
      description: 'All VMs by id.',
      answer: () => inJson({ virtual_machines: VMS, count: 3 }),
    },
    {
      name: 'fetchSystemContainers',
      description: 'All LXC containers by id.',
      answer: () =>
        inJson({
          system_containers: { '201': { label: 'nginx', run_state: 'up', hypervisor: 'robin' } },
          count: 1,
        }),
    },
    {
      name: 'fetchHypervisors',
      answer: () =>
        inJson({
          hypervisors: [
            { hypervisor_name: 'wren', reachable: true, uptime_days: 12 },
            { hypervisor_name: 'robin', reachable: false },
          ],
        }),
    },
    { name: 'fetchExpiringSnapshots', answer: () => inJson({ snapshots: [] }) },
  ],
  world: {
    counts: { node: 2, VM: 3, LXC: 1 },
    rows: ['opnsense', 'truenas', 'dev-box', 'nginx', 'wren', 'robin'],
    troubles: ['dev-box', 'robin'],
  },
  items: [
    counts(3, 'VM', '2'),
    counts(1, 'LXC', '2'),
    counts(2, 'node', '2'),
    says(/Proxmox ! robin down/, '2'),
    lists(['opnsense', 'truenas', 'dev-box', 'nginx'], '2v'),
    marks('dev-box', '2v'),
    marks('robin', '2n'),
    finds('truenas', /VM 105 truenas\nrunning.* on wren/),
    says(/wren up 12d/, '2d', { habit: 'other units' }),
  ],
};
