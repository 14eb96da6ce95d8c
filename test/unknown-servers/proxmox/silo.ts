import { counts, finds, lists, marks, type Stranger, says, untold } from '../item.ts';
import { failing, inJson, text } from '../unknown-server.ts';

/** A Proxmox server whose containers need a pool, told by a tool, and whose list of VMs is cut. */
export const silo: Stranger = {
  product: 'silo-keeper',
  area: 'proxmox',
  habit: 'required arguments',
  tools: [
    { name: 'list_pools', answer: () => inJson({ pools: [{ pool: 'prod' }, { pool: 'lab' }] }) },
    {
      name: 'list_pool_containers',
      properties: { pool: { type: 'string' } },
      required: ['pool'],
      answer: ({ pool }) =>
        pool === 'prod'
          ? inJson([{ ctid: 301, name: 'dns1', status: 'running', node: 'bin' }])
          : pool === 'lab'
            ? inJson([{ ctid: 302, name: 'test1', status: 'stopped', node: 'bin' }])
            : failing('unknown pool'),
    },
    {
      name: 'list_vms',
      answer: () =>
        text(
          'First 2 of 5 VMs (upgrade to Pro for more):\n\n- 101 web1 (running) on bin\n- 102 web2 (running) on bin',
        ),
    },
    {
      name: 'get_node_list',
      answer: () =>
        text('node,status,cpu_percent,mem_percent\nbin,online,22,51\nchute,online,3,20'),
    },
  ],
  world: {
    counts: { node: 2, VM: 5, LXC: 2 },
    rows: ['dns1', 'test1', 'web1', 'web2', 'bin', 'chute'],
    troubles: ['test1'],
  },
  items: [
    counts(5, 'VM', '2', { habit: 'pages' }),
    untold('VM', '2v', { habit: 'pages' }),
    untold('search', 'web5', { habit: 'pages' }),
    counts(2, 'node', '2', { habit: 'csv' }),
    lists(['bin', 'chute'], '2n', { habit: 'csv' }),
    says(/CPU 22% {2}RAM 51%/, '2d', { habit: 'csv' }),
    counts(2, 'LXC', '2'),
    marks('test1', '2v'),
    finds('dns1', /LXC 301 dns1/),
  ],
};
