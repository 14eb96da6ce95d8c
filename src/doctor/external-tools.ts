import { formatCount } from '../core/format.ts';
import { type CheckResult, fine, note } from './check-result.ts';

interface Facts {
  readonly subject: string;
  /** The name the server goes by. */
  readonly who: string;
  readonly lent: number;
  readonly all: number;
  /** What the owner lists already. */
  readonly listed: readonly string[];
  /** What the owner could list. */
  readonly doubtful: readonly string[];
  /** Listed, and not there. */
  readonly missing: readonly string[];
  /** Listed, and said by themselves to change something. */
  readonly changing: readonly string[];
  /** Where the list stands: `MCP_CONFIG: mcpServers.k8s.lend`. */
  readonly setting: string;
}

const MAX_SUGGESTED = 8;

/** What a server lends to Claude, and the line that lends more. */
export function evaluateExternalTools(facts: Facts): CheckResult {
  const { subject, who, lent, all, missing, changing, setting, listed, doubtful } = facts;
  const says = `${who} lends ${lent} of ${formatCount(all, 'tool')} to Claude`;
  const wrongs = [
    ...missing.map((tool) => `has no tool ${tool}`),
    ...changing.map((tool) => `says that ${tool} changes something`),
  ];
  if (wrongs.length > 0) {
    return note(subject, `${says}; it ${wrongs.join(', ')}`, `Correct ${setting}.`);
  }
  if (doubtful.length === 0) return fine(subject, says);
  const names = [...listed, ...doubtful.slice(0, MAX_SUGGESTED)].map((name) =>
    JSON.stringify(name),
  );
  const more =
    doubtful.length > MAX_SUGGESTED ? `; ${doubtful.length - MAX_SUGGESTED} more look alike` : '';
  return fine(
    subject,
    says,
    `Lend more, of those that only read: ${setting}: [${names.join(', ')}]${more}`,
  );
}
