import { z } from 'zod';
import type { Failure } from '../../core/failure.ts';
import type { AsyncReading } from '../../core/reading.ts';
import type { Result } from '../../core/result.ts';
import { ALERT_SEVERITIES } from '../shared/alert-list.ts';

/** The number of open alerts by severity. */
export const SecurityStatus = z.object({
  critical: z.int().min(0).optional(),
  warnings: z.int().min(0).optional(),
  /** The number of alerts of unknown severity: any of them may be critical. */
  unrated: z.int().min(0).optional(),
  /** The message of the newest critical alert. */
  newest: z.string().optional(),
  /** Names of the sources that did not answer while others did. */
  silent: z.array(z.string()).optional(),
});
export type SecurityStatus = z.infer<typeof SecurityStatus>;

export const SecurityAlert = z.object({
  at: z.iso.datetime({ offset: true }).optional(),
  severity: z.enum(ALERT_SEVERITIES),
  message: z.string(),
  /** The origin: an address, a host or an agent. */
  source: z.string().optional(),
});
export type SecurityAlert = z.infer<typeof SecurityAlert>;

export const SecurityAlerts = z.object({ alerts: z.array(SecurityAlert) });
export type SecurityAlerts = z.infer<typeof SecurityAlerts>;

export const LogLine = z.object({
  /** Missing where the source does not tell. */
  at: z.iso.datetime({ offset: true }).optional(),
  level: z.enum(['error', 'warning', 'info']),
  source: z.string(),
  message: z.string(),
});
export type LogLine = z.infer<typeof LogLine>;

export const LogLines = z.object({ lines: z.array(LogLine) });
export type LogLines = z.infer<typeof LogLines>;

/** A firewall rule, or a decision about one address, range, country or user. */
export const FirewallRule = z.object({
  name: z.string(),
  action: z.enum(['allow', 'block', 'reject', 'ban', 'captcha', 'throttle']),
  enabled: z.boolean(),
  /** The target of a decision; its scope is a word such as `Ip`, `Range`, `Country`, `AS`. */
  decision: z
    .object({
      value: z.string(),
      scope: z.string().optional(),
      reason: z.string().optional(),
    })
    .optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  /** The banned address, when the rule does nothing else. */
  banned: z.string().optional(),
  /** The banned range, as `203.0.113.0/24`. */
  bannedRange: z.string().optional(),
  /** `false` when its source cannot lift it. */
  canUnban: z.boolean().optional(),
  /** Distinguishes a ban from another one of the same address. */
  id: z.string().optional(),
});
export type FirewallRule = z.infer<typeof FirewallRule>;

export const Firewall = z.object({
  /** Missing when no source returns it. */
  enabled: z.boolean().optional(),
  rules: z.array(FirewallRule),
});
export type Firewall = z.infer<typeof Firewall>;

export const BAN_VERBS = ['ban', 'unban'] as const;
export type BanVerb = (typeof BAN_VERBS)[number];

/** The name of the operation. */
export const securityChange = (verb: BanVerb): string => `security_${verb}`;

/** The changes a source can make for an address. */
export interface SecurityChanges {
  verbs(): Promise<ReadonlySet<BanVerb>>;
  /** Sends the change once; its success is verified by reading again. */
  act(verb: BanVerb, address: string, hours: number): Promise<Result<void, Failure>>;
}

/** The data the security screens need. Defined here, by the consumer; adapters implement it. */
export interface Security {
  status(): AsyncReading<SecurityStatus>;
  alerts(): AsyncReading<SecurityAlerts>;
  logs(): AsyncReading<LogLines>;
  firewall(): AsyncReading<Firewall>;
  readonly changes?: SecurityChanges | undefined;
}
