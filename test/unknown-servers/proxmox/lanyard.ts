import { admits, counts, lists, type Stranger } from '../item.ts';
import { failing, inJson, text } from '../unknown-server.ts';

/** The tool of guests fails; others with likely names tell of something else. */
export const lanyard: Stranger = {
  product: 'lanyard-for-pve',
  area: 'proxmox',
  habit: 'failing tool',
  tools: [
    {
      name: 'list_guests',
      description: 'Lists all VMs and containers.',
      answer: () => failing('500 Internal Server Error: hostname lookup of node fjord failed'),
    },
    { name: 'list_guests_pending_migration', answer: () => inJson({ guests: [] }) },
    { name: 'get_vm_snapshots', answer: () => inJson({ vms: [] }) },
    { name: 'list_archived_vms', answer: () => inJson([]) },
    {
      name: 'list_nodes',
      answer: () =>
        text(
          'Lanyard 2.3 (community edition)\n',
          JSON.stringify([
            { node: 'cove', status: 'online' },
            { node: 'inlet', status: 'online' },
          ]),
        ),
    },
  ],
  world: {
    counts: { node: 2, VM: 9, LXC: 3 },
    rows: ['cove', 'inlet', 'wiki'],
    troubles: [],
  },
  items: [
    counts(2, 'node', '2', { habit: 'banner' }),
    lists(['cove', 'inlet'], '2n', { habit: 'banner' }),
    admits('VM', '2'),
    admits('VM', '2v'),
    admits('LXC', '2v'),
    admits('search', 'wiki'),
  ],
};
