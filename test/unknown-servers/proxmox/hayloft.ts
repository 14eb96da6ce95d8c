import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { inJson, text } from '../unknown-server.ts';

const VMS = Array.from({ length: 9 }, (_, index) => ({
  vm_id: 400 + index,
  vm_name: `bale-${10 + index}`,
  vm_status: index === 7 ? 'STOPPED' : 'RUNNING',
  node_name: 'loft',
  ram_used_gib: 2,
  ram_total_gib: 4,
  uptime_minutes: 180,
}));

export const hayloft: Stranger = {
  product: 'hayloft',
  area: 'proxmox',
  habit: 'pages',
  tools: [
    {
      name: 'listVMs',
      properties: {
        pageNumber: { type: 'integer', default: 1 },
        pageSize: { type: 'integer', default: 4, maximum: 4 },
      },
      answer: ({ pageNumber = 1 }) =>
        inJson({
          results: VMS.slice((Number(pageNumber) - 1) * 4, Number(pageNumber) * 4),
          pageNumber,
          totalPages: 3,
          totalCount: 9,
        }),
    },
    {
      name: 'listLXCs',
      answer: () =>
        text(
          '| VMID | Hostname | Status | Host |\n| --- | --- | --- | --- |\n| 500 | rake | running | loft |\n| 501 | hoe | stopped | loft |',
        ),
    },
    {
      name: 'listNodes',
      answer: () =>
        inJson({ nodes: [{ node_name: 'loft', node_status: 'ONLINE', cpu_usage_percent: 33 }] }),
    },
    {
      name: 'listVMTemplates',
      answer: () => inJson({ results: [{ vm_id: 900, vm_name: 'tpl', vm_status: 'STOPPED' }] }),
    },
  ],
  world: {
    counts: { node: 1, VM: 9, LXC: 2 },
    rows: [...VMS.map((vm) => vm.vm_name), 'rake', 'hoe', 'loft'],
    troubles: ['bale-17', 'hoe'],
  },
  items: [
    counts(9, 'VM', '2'),
    counts(2, 'LXC', '2', { habit: 'markdown tables' }),
    counts(1, 'node', '2', { habit: 'suffixed facts' }),
    marks('bale-17', '2v'),
    marks('hoe', '2v', { habit: 'markdown tables' }),
    lists(['bale-10', 'bale-18', 'rake'], '2v', { never: /tpl/ }),
    finds('bale-18', /VM 408 bale-18\nrunning/),
    says(/running 3h on loft/, 'bale-11', { habit: 'other units' }),
    says(/CPU 33%/, '2d'),
  ],
};
