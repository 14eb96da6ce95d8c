import { z } from 'zod';
import {
  BAN_VERBS,
  Firewall,
  LogLines,
  SecurityAlerts,
  SecurityStatus,
} from '../areas/security/security.ts';
import { ACCEPTED, Accepted, type DemoTool, toolWithInput } from './demo-tool.ts';
import { securityAt } from './security.ts';
import type { DemoState } from './world-at.ts';

const AddressChangeArguments = z.object({
  verb: z.enum(BAN_VERBS),
  address: z.union([z.ipv4(), z.ipv6()]),
  hours: z.number().positive(),
});

/** The tools of the demo security server. */
export const securityTools = (demoState: DemoState): readonly DemoTool[] => [
  {
    name: 'get_security_status',
    title: 'Security status',
    description: 'Open alerts by how bad they are',
    shape: SecurityStatus,
    answerAt: (now) => securityAt(demoState, now).status,
  },
  {
    name: 'get_alerts',
    title: 'Security alerts',
    description: 'Open security alerts',
    shape: SecurityAlerts,
    answerAt: (now) => securityAt(demoState, now).alerts,
  },
  {
    name: 'get_recent_logs',
    title: 'Recent logs',
    description: 'The last lines of the security log',
    shape: LogLines,
    answerAt: (now) => securityAt(demoState, now).logs,
  },
  {
    name: 'get_firewall_status',
    title: 'Firewall',
    description: 'Whether the firewall is on, and its rules',
    shape: Firewall,
    answerAt: (now) => securityAt(demoState, now).firewall,
  },
  toolWithInput(AddressChangeArguments, {
    name: 'act_on_address',
    title: 'Ban, unban',
    description: 'Ban an address for some hours, or let it in again',
    shape: Accepted,
    isAction: true,
    answerAt(now, { verb, address, hours }) {
      demoState.changes?.set(`address/${address}`, { verb, at: now, number: hours });
      return ACCEPTED;
    },
  }),
];
