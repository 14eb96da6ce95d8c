import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { inJson } from '../unknown-server.ts';

const NODES = [
  { node: 'ox', status: 'online', cpu: 0.08, maxcpu: 8, uptime: 180_000 },
  { node: 'yak', status: 'offline' },
];
const GUESTS = [
  { vmid: 100, name: 'nextcloud', type: 'qemu', status: 'running', node: 'ox' },
  { vmid: 101, name: 'mail', type: 'qemu', status: 'stopped', node: 'ox' },
  { vmid: 102, name: 'grafana', type: 'lxc', status: 'running', node: 'ox' },
];

/** Its tools are called as those of the relay's own contract, and answer something else. */
export const herdbook: Stranger = {
  product: 'herdbook',
  area: 'proxmox',
  habit: 'wrong contract',
  tools: [
    {
      name: 'get_cluster_status',
      answer: () =>
        inJson([
          { type: 'cluster', name: 'farm', quorate: 1, nodes: 2 },
          { type: 'node', name: 'ox', online: 1 },
          { type: 'node', name: 'yak', online: 0 },
        ]),
    },
    { name: 'get_nodes', answer: () => inJson({ success: true, data: NODES }) },
    {
      name: 'list_vms',
      answer: () => inJson({ success: true, data: GUESTS, message: '3 guests' }),
    },
  ],
  world: {
    counts: { node: 2, VM: 2, LXC: 1 },
    rows: ['ox', 'yak', 'nextcloud', 'mail', 'grafana'],
    troubles: ['mail', 'yak'],
  },
  items: [
    says(/Proxmox ! yak down/, '2'),
    counts(2, 'node', '2'),
    counts(2, 'VM', '2'),
    counts(1, 'LXC', '2'),
    marks('mail', '2v'),
    lists(['nextcloud', 'mail', 'grafana'], '2v'),
    marks('yak', '2n'),
    finds('grafana', /LXC 102 grafana/),
    says(/yak down/, 'home'),
  ],
};
