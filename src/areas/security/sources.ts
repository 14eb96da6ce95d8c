import type { ReadFn } from '../shared/combine.ts';
import type {
  FirewallRule,
  LogLine,
  SecurityAlert,
  SecurityChanges,
  SecurityStatus,
} from './security.ts';

/** What one source of security news may be able to tell. The screens are made of what they do. */
export interface SecuritySources {
  /** The whole answer, of a source that makes it itself. */
  readonly status?: ReadFn<SecurityStatus>;
  readonly alerts?: ReadFn<readonly SecurityAlert[]>;
  readonly logs?: ReadFn<readonly LogLine[]>;
  /** Rules of a firewall, or addresses that are banned: what keeps whom out. */
  readonly rules?: ReadFn<readonly FirewallRule[]>;
  /** Whether the firewall is on, where somebody says so. */
  readonly isFirewallOn?: ReadFn<boolean>;
  readonly changes?: SecurityChanges;
}
