import { z } from 'zod';
import {
  Clients,
  NetworkAlerts,
  NetworkDetails,
  NetworkStatus,
  Ports,
} from '../areas/network/network.ts';
import { asking, type DemoTool, TAKEN, Taken } from './demo-tool.ts';
import { networkAt, portsAt } from './network.ts';
import { actOnNetwork, NetworkChangeArguments } from './network-changes.ts';
import type { DemoState } from './world-at.ts';

/** The imaginary network, as an MCP server tells it. */
export const networkTools = (world: DemoState): readonly DemoTool[] => [
  {
    name: 'get_network_status',
    title: 'Network status',
    description: 'Connected devices, access points, open alerts and gear that is offline',
    shape: NetworkStatus,
    answerAt: (now) => networkAt(world, now).status,
  },
  {
    name: 'get_network_details',
    title: 'Network details',
    description: 'Uptime, WAN and LAN throughput, and the state of every piece of gear',
    shape: NetworkDetails,
    answerAt: (now) => networkAt(world, now).details,
  },
  {
    name: 'get_alerts',
    title: 'Network alerts',
    description: 'Open alerts of the network',
    shape: NetworkAlerts,
    answerAt: (now) => networkAt(world, now).alerts,
  },
  {
    name: 'get_clients',
    title: 'Network clients',
    description: 'Everything that is connected, with its address and access point',
    shape: Clients,
    answerAt: (now) => networkAt(world, now).clients,
  },
  asking(z.object({ device: z.string() }), {
    name: 'list_ports',
    title: 'Ports',
    description: 'The ports of a switch, which of them give power, and who is on them',
    shape: Ports,
    answerAt: (now, { device }) => portsAt(world, now, device),
  }),
  asking(NetworkChangeArguments, {
    name: 'act_on_network',
    title: 'Block, kick, restart, cycle',
    description: 'Block, unblock or kick a client, restart gear, power-cycle a port',
    shape: Taken,
    isAction: true,
    answerAt(now, wish) {
      actOnNetwork(world, now, wish);
      return TAKEN;
    },
  }),
];
