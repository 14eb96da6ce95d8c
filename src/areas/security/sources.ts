import type { Ask } from '../shared/combine.ts';
import type {
  FirewallRule,
  LogLine,
  SecurityAlert,
  SecurityDeeds,
  SecurityStatus,
} from './security.ts';

/** What one source of security news may be able to tell. The screens are made of what they do. */
export interface SecuritySources {
  /** The whole answer, of a source that makes it itself. */
  readonly status?: Ask<SecurityStatus>;
  readonly alerts?: Ask<readonly SecurityAlert[]>;
  readonly logs?: Ask<readonly LogLine[]>;
  /** Rules of a firewall, or addresses that are banned: what keeps whom out. */
  readonly rules?: Ask<readonly FirewallRule[]>;
  /** Whether the firewall is on, where somebody says so. */
  readonly isFirewallOn?: Ask<boolean>;
  readonly deeds?: SecurityDeeds;
}
