import type { ReadFn } from '../shared/combine.ts';
import type {
  FirewallRule,
  LogLine,
  SecurityAlert,
  SecurityChanges,
  SecurityStatus,
} from './security.ts';

/** The reads that one security source may offer. The screens are built from those present. */
export interface SecuritySources {
  /** The complete status, for a source that returns it itself. */
  readonly status?: ReadFn<SecurityStatus>;
  readonly alerts?: ReadFn<readonly SecurityAlert[]>;
  readonly logs?: ReadFn<readonly LogLine[]>;
  /** Firewall rules, or banned addresses. */
  readonly rules?: ReadFn<readonly FirewallRule[]>;
  /** Reads whether the firewall is on. */
  readonly isFirewallOn?: ReadFn<boolean>;
  readonly changes?: SecurityChanges;
}
