import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { inJson } from '../unknown-server.ts';

const OVERVIEW = {
  cluster: { name: 'attic', quorate: true },
  nodes: [
    { name: 'rack1', status: 'online', cpu: 0.18, maxcpu: 16, uptime: 864_000 },
    { name: 'rack2', status: 'online', cpu: 0.42, maxcpu: 16, uptime: 864_000 },
  ],
  vms: [
    { vmid: 100, name: 'router', node: 'rack1', status: 'running' },
    { vmid: 104, name: 'win-lab', node: 'rack2', status: 'stopped' },
    { vmid: 106, name: 'photos', node: 'rack2', status: 'running' },
  ],
  lxcs: [
    { vmid: 301, name: 'pihole', node: 'rack1', status: 'running' },
    { vmid: 302, name: 'mqtt', node: 'rack1', status: 'running' },
  ],
  alerts: [],
};

/** One tool tells all, beside many that tell of something narrower. */
export const rackwise: Stranger = {
  product: 'rackwise',
  area: 'proxmox',
  habit: 'overview',
  tools: [
    {
      name: 'get_cluster_overview',
      description: 'The whole cluster: nodes, VMs and containers.',
      answer: () => inJson(OVERVIEW),
    },
    {
      name: 'list_vm_templates',
      answer: () => inJson([{ vmid: 9000, name: 'debian-tpl', status: 'stopped', type: 'qemu' }]),
    },
    { name: 'list_offline_nodes', answer: () => inJson([]) },
    {
      name: 'list_vms_with_updates',
      answer: () =>
        inJson({ vms: [{ vmid: 106, name: 'photos', type: 'qemu', status: 'running' }] }),
    },
    { name: 'list_privileged_containers', answer: () => inJson({ containers: [] }) },
    {
      name: 'list_vm_backups',
      answer: () => inJson([{ vmid: 100, name: 'router', type: 'qemu', status: 'ok' }]),
    },
  ],
  world: {
    counts: { node: 2, VM: 3, LXC: 2 },
    rows: ['rack1', 'rack2', 'router', 'win-lab', 'photos', 'pihole', 'mqtt'],
    troubles: ['win-lab'],
  },
  items: [
    counts(2, 'node', '2'),
    counts(3, 'VM', '2'),
    counts(2, 'LXC', '2'),
    lists(['router', 'win-lab', 'photos', 'pihole', 'mqtt'], '2v', {
      habit: 'narrower tools',
      never: /debian-tpl/,
    }),
    marks('win-lab', '2v'),
    lists(['rack1', 'rack2'], '2n', { habit: 'narrower tools' }),
    finds('mqtt', /LXC 302 mqtt/),
    says(/rack2 up 10d\nCPU 42%/, '2d'),
  ],
};
