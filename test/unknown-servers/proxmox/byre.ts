import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { text } from '../unknown-server.ts';

const VMS = `🖥️ **Virtual Machines** (3)

🟢 **media** (ID: 110)
  • Node: stall-1
  • CPU: 4 cores, 12.5% used
  • Memory: 3.0 GiB / 8.0 GiB (37.5%)
  • Uptime: 5 days, 2 hours

🔴 **games** (ID: 111)
  • Node: stall-2
  • CPU: 8 cores
  • Memory: 16.0 GiB

🟢 **router-vm** (ID: 112)
  • Node: stall-2
  • CPU: 2 cores, 1.0% used
  • Memory: 0.5 GiB / 1.0 GiB (50.0%)
  • Uptime: 31 days, 0 hours

Legend: 🟢 running  🔴 stopped  🟡 paused`;

const CONTAINERS = `📦 **LXC Containers** (2)

🟢 **pihole** (ID: 210)
  • Node: stall-1
  • Memory: 128 MiB / 512 MiB (25.0%)

🔴 **wiki** (ID: 211)
  • Node: stall-1
  • Memory: 1.0 GiB

Legend: 🟢 running  🔴 stopped  🟡 paused`;

const NODES = `🏠 **Nodes** (2)

✅ **stall-1**
  • Uptime: 40 days, 3 hours
  • CPU: 18.0%
  • Memory: 20.0 GiB / 32.0 GiB (62.5%)

✅ **stall-2**
  • Uptime: 40 days, 3 hours
  • CPU: 6.0%
  • Memory: 12.0 GiB / 32.0 GiB (37.5%)

Legend: ✅ online  ❌ offline`;

/** Made for chats: a sheet for each thing, and only the colour of its dot tells whether it runs. */
export const byre: Stranger = {
  product: 'byre-mcp',
  area: 'proxmox',
  habit: 'prose',
  tools: [
    { name: 'list_vms', description: 'List all virtual machines', answer: () => text(VMS) },
    {
      name: 'list_containers',
      description: 'List all LXC containers',
      answer: () => text(CONTAINERS),
    },
    { name: 'list_nodes', description: 'List all nodes', answer: () => text(NODES) },
    { name: 'list_paused_vms', answer: () => text('✨ No paused VMs.') },
    {
      name: 'start_vm',
      isOffLimits: true,
      properties: { vmid: { type: 'string' } },
      required: ['vmid'],
      answer: () => text('🚀 started'),
    },
  ],
  world: {
    counts: { node: 2, VM: 3, LXC: 2 },
    rows: ['media', 'games', 'router-vm', 'pihole', 'wiki', 'stall-'],
    troubles: ['games', 'wiki'],
  },
  items: [
    counts(2, 'node', '2'),
    counts(3, 'VM', '2'),
    counts(2, 'LXC', '2'),
    lists(['media', 'games', 'router-vm', 'pihole', 'wiki'], '2v'),
    marks('games', '2v'),
    marks('wiki', '2v'),
    finds('media', /VM 110 media\nrunning.* on stall-1/),
    says(/RAM 3G of 8G/, 'media', { habit: 'other units' }),
    says(/stall-1 up 40d 3h\nCPU 18% {2}RAM 6[23]%/, '2d', { habit: 'other units' }),
  ],
};
