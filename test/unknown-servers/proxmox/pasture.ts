import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { inJson } from '../unknown-server.ts';

const ofNode = (node: unknown) =>
  ({
    meadow: [
      { vmid: 100, name: 'firewall', status: 'running', mem: 2_147_483_648, maxmem: 4_294_967_296 },
    ],
    hill: [{ vmid: 101, name: 'desktop-vm', status: 'stopped', mem: 0, maxmem: 8_589_934_592 }],
  })[String(node)];

/** The plain way: raw records of Proxmox by kind, those of VMs node by node. */
export const pasture: Stranger = {
  product: 'pasture-pve',
  area: 'proxmox',
  habit: 'plain',
  tools: [
    {
      name: 'list_nodes',
      answer: () =>
        inJson([
          {
            node: 'meadow',
            status: 'online',
            cpu: 0.1,
            maxcpu: 4,
            mem: 8e9,
            maxmem: 16e9,
            uptime: 7200,
          },
          {
            node: 'hill',
            status: 'online',
            cpu: 0.3,
            maxcpu: 4,
            mem: 12e9,
            maxmem: 16e9,
            uptime: 7200,
          },
        ]),
    },
    {
      name: 'list_qemu',
      description: 'VMs of one node.',
      properties: { node: { type: 'string' } },
      required: ['node'],
      answer: ({ node }) => inJson(ofNode(node) ?? { error: `no such node: ${String(node)}` }),
    },
    {
      name: 'list_ct',
      description: 'Containers of the whole cluster.',
      answer: () =>
        inJson({
          containers: [{ ctid: 200, hostname: 'syncthing', status: 'running', node: 'hill' }],
        }),
    },
  ],
  world: {
    counts: { node: 2, VM: 2, LXC: 1 },
    rows: ['meadow', 'hill', 'firewall', 'desktop-vm', 'syncthing'],
    troubles: ['desktop-vm'],
  },
  items: [
    counts(2, 'node', '2'),
    counts(2, 'VM', '2', { habit: 'other nouns' }),
    counts(1, 'LXC', '2', { habit: 'other nouns' }),
    says(/CPU 20%/, '2'),
    lists(['firewall', 'desktop-vm', 'syncthing'], '2v', { habit: 'other nouns' }),
    marks('desktop-vm', '2v', { habit: 'required arguments' }),
    finds('firewall', /VM 100 firewall\nrunning.* on meadow/, { habit: 'required arguments' }),
    says(/hill up 2h\nCPU 30% {2}RAM 75%/, '2d'),
  ],
};
