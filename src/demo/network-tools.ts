import { z } from 'zod';
import {
  Clients,
  NetworkAlerts,
  NetworkDetails,
  NetworkStatus,
  Ports,
} from '../areas/network/network.ts';
import { ACCEPTED, Accepted, type DemoTool, toolWithInput } from './demo-tool.ts';
import { networkAt, portsAt } from './network.ts';
import { actOnNetwork, NetworkChangeArguments } from './network-changes.ts';
import type { DemoState } from './world-at.ts';

/** The tools of the demo network server. */
export const networkTools = (demoState: DemoState): readonly DemoTool[] => [
  {
    name: 'get_network_status',
    title: 'Network status',
    description: 'Connected devices, access points, open alerts and gear that is offline',
    shape: NetworkStatus,
    answerAt: (now) => networkAt(demoState, now).status,
  },
  {
    name: 'get_network_details',
    title: 'Network details',
    description: 'Uptime, WAN and LAN throughput, and the state of every piece of gear',
    shape: NetworkDetails,
    answerAt: (now) => networkAt(demoState, now).details,
  },
  {
    name: 'get_alerts',
    title: 'Network alerts',
    description: 'Open alerts of the network',
    shape: NetworkAlerts,
    answerAt: (now) => networkAt(demoState, now).alerts,
  },
  {
    name: 'get_clients',
    title: 'Network clients',
    description: 'Everything that is connected, with its address and access point',
    shape: Clients,
    answerAt: (now) => networkAt(demoState, now).clients,
  },
  toolWithInput(z.object({ device: z.string() }), {
    name: 'list_ports',
    title: 'Ports',
    description: 'The ports of a switch, which of them give power, and who is on them',
    shape: Ports,
    answerAt: (now, { device }) => portsAt(demoState, now, device),
  }),
  toolWithInput(NetworkChangeArguments, {
    name: 'act_on_network',
    title: 'Block, kick, restart, cycle',
    description: 'Block, unblock or kick a client, restart gear, power-cycle a port',
    shape: Accepted,
    isAction: true,
    answerAt(now, change) {
      actOnNetwork(demoState, now, change);
      return ACCEPTED;
    },
  }),
];
