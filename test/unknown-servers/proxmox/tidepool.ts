import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { text } from '../unknown-server.ts';

export const tidepool: Stranger = {
  product: 'tidepool',
  area: 'proxmox',
  habit: 'prose',
  tools: [
    {
      name: 'get_guests',
      description: 'All guests, VMs and containers.',
      answer: () =>
        text(
          'Guests (3 in total):\n\n1. crab - VM 120, running on shore, 2 CPUs\n2. clam - VM 121, stopped on shore, 1 CPU\n3. kelp - CT 220, running on dune, 1 CPU',
        ),
    },
    {
      name: 'get_nodes',
      answer: () =>
        text(
          'Node: shore | Status: online | CPU: 14% | Memory: 52%\nNode: dune | Status: online | CPU: 8% | Memory: 31%',
        ),
    },
    { name: 'get_guests_without_backup', answer: () => text('No guests without backup.') },
  ],
  world: {
    counts: { node: 2, VM: 2, LXC: 1 },
    rows: ['crab', 'clam', 'kelp', 'shore', 'dune'],
    troubles: ['clam'],
  },
  items: [
    counts(2, 'VM', '2'),
    counts(1, 'LXC', '2'),
    counts(2, 'node', '2', { habit: 'key-value lines' }),
    marks('clam', '2v'),
    lists(['crab', 'clam', 'kelp'], '2v'),
    finds('crab', /VM 120 crab\nrunning.* on shore/),
    says(/CPU 11%/, '2', { habit: 'key-value lines' }),
    lists(['shore', 'dune'], '2n', { habit: 'key-value lines' }),
  ],
};
