import { z } from 'zod';
import type { Failure } from '../../core/failure.ts';
import type { AsyncReading } from '../../core/reading.ts';
import type { Result } from '../../core/result.ts';

/** Open alerts by how bad they are. */
export const SecurityStatus = z.object({
  critical: z.int().min(0).optional(),
  warnings: z.int().min(0).optional(),
  /** What the newest critical one says. */
  newest: z.string().optional(),
  /** Names of sources that did not answer, where there are others. */
  silent: z.array(z.string()).optional(),
});
export type SecurityStatus = z.infer<typeof SecurityStatus>;

export const SecurityAlert = z.object({
  at: z.iso.datetime({ offset: true }).optional(),
  severity: z.enum(['critical', 'warning', 'info']),
  message: z.string(),
  /** Where it comes from: an address, a host or an agent. */
  source: z.string().optional(),
});
export type SecurityAlert = z.infer<typeof SecurityAlert>;

export const SecurityAlerts = z.object({ alerts: z.array(SecurityAlert) });
export type SecurityAlerts = z.infer<typeof SecurityAlerts>;

export const LogLine = z.object({
  at: z.iso.datetime({ offset: true }),
  level: z.enum(['error', 'warning', 'info']),
  source: z.string(),
  message: z.string(),
});
export type LogLine = z.infer<typeof LogLine>;

export const LogLines = z.object({ lines: z.array(LogLine) });
export type LogLines = z.infer<typeof LogLines>;

/** What keeps somebody out: a rule of a firewall, or a decision about one address, range, country or user. */
export const FirewallRule = z.object({
  name: z.string(),
  action: z.enum(['allow', 'block', 'reject', 'ban', 'captcha', 'throttle']),
  enabled: z.boolean(),
  /** Whom a decision is about; its scope is a word such as `Ip`, `Range`, `Country`, `AS`. */
  decision: z
    .object({
      value: z.string(),
      scope: z.string().optional(),
      reason: z.string().optional(),
    })
    .optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  /** The address that it keeps out, when that is all it does. */
  banned: z.string().optional(),
  /** The addresses that it keeps out, as `203.0.113.0/24`. */
  bannedRange: z.string().optional(),
  /** `false` when its source cannot be asked to lift it. */
  canUnban: z.boolean().optional(),
  /** Tells a ban from another one of the same address. */
  id: z.string().optional(),
});
export type FirewallRule = z.infer<typeof FirewallRule>;

export const Firewall = z.object({
  /** Missing when nobody says. */
  enabled: z.boolean().optional(),
  rules: z.array(FirewallRule),
});
export type Firewall = z.infer<typeof Firewall>;

export const BAN_VERBS = ['ban', 'unban'] as const;
export type BanVerb = (typeof BAN_VERBS)[number];

/** What a source can do about an address. */
export interface SecurityChanges {
  verbs(): Promise<ReadonlySet<BanVerb>>;
  /** Sent once; whether it worked is seen by looking. */
  act(verb: BanVerb, address: string, hours: number): Promise<Result<void, Failure>>;
}

/** What the security screens need to know. Written here, by the consumer; adapters obey it. */
export interface Security {
  status(): AsyncReading<SecurityStatus>;
  alerts(): AsyncReading<SecurityAlerts>;
  logs(): AsyncReading<LogLines>;
  firewall(): AsyncReading<Firewall>;
  readonly changes?: SecurityChanges | undefined;
}
