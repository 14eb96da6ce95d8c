import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { inJson } from '../unknown-server.ts';

const PER_PAGE = 15;

/** 34 machines and 6 containers, in three pages. */
const INSTANCES = Array.from({ length: 40 }, (_, index) => ({
  vmid: 200 + index,
  name: index === 29 ? 'paperless' : `corral-${String(index).padStart(2, '0')}`,
  kind: index % 7 === 3 ? 'ct' : 'qemu',
  host: index % 2 === 0 ? 'barn-a' : 'barn-b',
  power_state: index === 5 || index === 17 ? 'poweredOff' : 'poweredOn',
  cpu_percent: 4,
  memory_used_gb: 3,
  memory_total_gb: 8,
  uptime_hours: 50,
}));
const containers = INSTANCES.filter(({ kind }) => kind === 'ct').length;

const HOSTS = [
  { hostname: 'barn-a', state: 'up', cpu_percent: 31, uptime_hours: 75 },
  { hostname: 'barn-b', state: 'up', cpu_percent: 9, uptime_hours: 75 },
];

export const corral: Stranger = {
  product: 'corral-hypervisor-mcp',
  area: 'proxmox',
  habit: 'pages',
  tools: [
    {
      name: 'list_instances',
      description: 'Lists virtual machines and containers, a page at a time.',
      properties: {
        page: { type: 'integer', default: 1, minimum: 1 },
        per_page: { type: 'integer', default: PER_PAGE, maximum: PER_PAGE },
      },
      answer: ({ page = 1 }) => {
        const start = (Number(page) - 1) * PER_PAGE;
        const items = INSTANCES.slice(start, start + PER_PAGE);
        return inJson({ items, page, per_page: PER_PAGE, total: 40, total_pages: 3 });
      },
    },
    {
      name: 'list_hosts',
      description: 'Lists the hosts that instances run on.',
      answer: () => inJson({ hosts: HOSTS, total: 2 }),
    },
    {
      name: 'power_off_instance',
      isOffLimits: true,
      properties: { vmid: { type: 'integer' } },
      required: ['vmid'],
      answer: () => inJson({ accepted: true }),
    },
  ],
  world: {
    counts: { node: 2, VM: 40 - containers, LXC: containers },
    rows: [...INSTANCES.map(({ name }) => name), 'barn-a', 'barn-b'],
    troubles: ['corral-05', 'corral-17'],
  },
  items: [
    counts(2, 'node', '2', { habit: 'other nouns' }),
    counts(40 - containers, 'VM', '2'),
    counts(containers, 'LXC', '2'),
    lists(['barn-a', 'barn-b'], '2n', { habit: 'other nouns' }),
    counts(40 - containers, 'VM', '2v'),
    marks('corral-05', '2v', { habit: 'other units' }),
    marks('corral-17', '2v', { habit: 'other units' }),
    finds('paperless', /VM 229 paperless/),
    finds('corral-02', /running 2d 2h on barn-a/, { habit: 'other units' }),
    says(/RAM (?:3G of 8G|2\.8G of 7\.5G)/, 'corral-04', { habit: 'other units' }),
    says(/barn-a up 3d 3h/, '2d', { habit: 'other units' }),
  ],
};
