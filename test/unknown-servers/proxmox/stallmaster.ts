import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { text } from '../unknown-server.ts';

const MACHINES = `## Virtual machines

| ID  | Name      | Power   | Node  | CPU | Memory          |
|-----|:----------|---------|-------|----:|-----------------|
| 101 | **gitea** | running | mare  | 12% | 2.0 GiB / 4 GiB |
| 102 | **vault** | stopped | mare  |   - | - / 2 GiB       |
| 107 | **media** | running | foal  | 55% | 6.0 GiB / 8 GiB |

_3 virtual machines._`;

const CONTAINERS = `## LXC containers

| CTID | Name     | Power   | Node |
|------|----------|---------|------|
| 201  | adguard  | running | mare |
| 202  | unbound  | running | foal |`;

const NODES = `The cluster has 3 nodes.

1. mare is online, CPU 12 %, memory 41 %, up 12 days
2. foal is online, CPU 30 %, memory 77 %, up 12 days
3. colt is offline`;

export const stallmaster: Stranger = {
  product: 'stallmaster',
  area: 'proxmox',
  habit: 'markdown tables',
  tools: [
    { name: 'show_virtual_machines', answer: () => text(MACHINES) },
    { name: 'show_containers', answer: () => text(CONTAINERS) },
    {
      name: 'describe_nodes',
      description: 'Nodes of the cluster in plain words.',
      answer: () => text(NODES),
    },
    {
      name: 'show_storage_pools',
      answer: () => text('| Pool | Used |\n|---|---|\n| tank | 40% |'),
    },
  ],
  world: {
    counts: { node: 3, VM: 3, LXC: 2 },
    rows: ['gitea', 'vault', 'media', 'adguard', 'unbound', 'mare', 'foal', 'colt'],
    troubles: ['vault', 'colt'],
  },
  items: [
    counts(3, 'VM', '2'),
    counts(2, 'LXC', '2'),
    counts(3, 'node', '2', { habit: 'prose' }),
    says(/Proxmox ! colt down/, '2', { habit: 'prose' }),
    lists(['gitea', 'vault', 'media', 'adguard', 'unbound'], '2v'),
    marks('vault', '2v'),
    finds('media', /VM 107 media\nrunning.* on foal/),
    finds('unbound', /LXC 202 unbound/),
    marks('colt', '2n', { habit: 'prose' }),
  ],
};
