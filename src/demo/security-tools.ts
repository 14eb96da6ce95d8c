import { z } from 'zod';
import {
  BAN_VERBS,
  Firewall,
  LogLines,
  SecurityAlerts,
  SecurityStatus,
} from '../areas/security/security.ts';
import { asking, type DemoTool, TAKEN, Taken } from './demo-tool.ts';
import { securityAt } from './security.ts';
import type { DemoState } from './world-at.ts';

const AddressDeed = z.object({
  verb: z.enum(BAN_VERBS),
  address: z.union([z.ipv4(), z.ipv6()]),
  hours: z.number().positive(),
});

/** The imaginary security tools, as an MCP server tells them. */
export const securityTools = (world: DemoState): readonly DemoTool[] => [
  {
    name: 'get_security_status',
    title: 'Security status',
    description: 'Open alerts by how bad they are',
    shape: SecurityStatus,
    answerAt: (now) => securityAt(world, now).status,
  },
  {
    name: 'get_alerts',
    title: 'Security alerts',
    description: 'Open security alerts',
    shape: SecurityAlerts,
    answerAt: (now) => securityAt(world, now).alerts,
  },
  {
    name: 'get_recent_logs',
    title: 'Recent logs',
    description: 'The last lines of the security log',
    shape: LogLines,
    answerAt: (now) => securityAt(world, now).logs,
  },
  {
    name: 'get_firewall_status',
    title: 'Firewall',
    description: 'Whether the firewall is on, and its rules',
    shape: Firewall,
    answerAt: (now) => securityAt(world, now).firewall,
  },
  asking(AddressDeed, {
    name: 'act_on_address',
    title: 'Ban, unban',
    description: 'Ban an address for some hours, or let it in again',
    shape: Taken,
    isAction: true,
    answerAt(now, { verb, address, hours }) {
      world.changes?.set(`address/${address}`, { verb, at: now, number: hours });
      return TAKEN;
    },
  }),
];
