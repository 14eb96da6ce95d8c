import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { inJson, isReading } from '../unknown-server.ts';

const COLUMNS = [
  'class',
  'id',
  'title',
  'where',
  'state',
  'cpu_pct',
  'mem_mib',
  'mem_max_mib',
  'up',
];

const ROWS = [
  ['host', null, 'sluice', null, 'online', 22.5, 12288, 32768, '12d 04:10:22'],
  ['host', null, 'weir', null, 'offline', null, null, null, null],
  ['host', null, 'leat', null, 'online', 7.5, 8192, 32768, '12d 04:02:00'],
  ['vm', 301, 'gitea', 'sluice', 'running', 3.1, 2048, 4096, '2d 00:10:00'],
  ['vm', 302, 'win-build', 'leat', 'stopped', null, null, 16384, null],
  ['vm', 303, 'vault', 'leat', 'running', 1.0, 512, 1024, '12d 03:59:10'],
  ['template', 390, 'debian-golden', 'sluice', 'stopped', null, null, 2048, null],
  ['container', 401, 'adguard', 'sluice', 'running', 0.2, 96, 512, '12d 04:00:00'],
  ['container', 402, 'matrix', 'leat', 'running', 5.9, 900, 2048, '12d 04:00:00'],
  ['storage', null, 'tank', 'sluice', 'available', null, null, null, null],
];

/** A table as databases give it: the names of the columns once, then rows without names, all classes in one. */
export const millrace: Stranger = {
  product: 'millrace',
  area: 'proxmox',
  habit: 'overview',
  tools: [
    {
      name: 'inventory',
      description:
        'Everything in the cluster right now: one table with a row for every host, vm, template, container and storage.',
      ...isReading,
      answer: () => inJson({ columns: COLUMNS, rows: ROWS, row_count: ROWS.length }),
    },
    {
      name: 'find_guest',
      ...isReading,
      properties: { pattern: { type: 'string' } },
      required: ['pattern'],
      answer: () => inJson({ columns: COLUMNS, rows: [], row_count: 0 }),
    },
    {
      name: 'evacuate_host',
      isOffLimits: true,
      properties: { host: { type: 'string' } },
      required: ['host'],
      answer: () => inJson({ moved: 3 }),
    },
  ],
  world: {
    // Some screens count a template as the machine that it is, too.
    counts: { node: 3, VM: [3, 4], LXC: 2 },
    rows: ROWS.map(([, , title]) => String(title)),
    troubles: ['weir', 'win-build'],
  },
  items: [
    counts(3, 'node', '2'),
    counts(3, 'VM', '2'),
    counts(2, 'LXC', '2'),
    marks('win-build', '2v'),
    lists(['gitea', 'win-build', 'vault', 'adguard', 'matrix'], '2v', {
      never: /! debian-golden/,
    }),
    says(/! .*weir/, '2'),
    marks('weir', '2n'),
    finds('gitea', /VM 301 gitea\nrunning.* on sluice/),
    says(/RAM 2G of 4G/, 'gitea', { habit: 'other units' }),
    says(/sluice up 12d/, '2d', { habit: 'other units' }),
  ],
};
