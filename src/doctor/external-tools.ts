import { formatCount } from '../core/format.ts';
import { type CheckResult, pass, warn } from './check-result.ts';

interface Facts {
  readonly subject: string;
  /** The name of the server. */
  readonly server: string;
  readonly offered: number;
  readonly all: number;
  /** Tools listed in the configuration. */
  readonly listed: readonly string[];
  /** Tools that could be listed. */
  readonly doubtful: readonly string[];
  /** Listed tools that the server does not have. */
  readonly missing: readonly string[];
  /** Listed tools that declare that they change something. */
  readonly changing: readonly string[];
  /** The path of the setting: `MCP_CONFIG: mcpServers.k8s.lend`. */
  readonly setting: string;
}

const MAX_SUGGESTED = 8;

/** Reports the tools a server offers to Claude, and the setting that offers more. */
export function evaluateExternalTools(facts: Facts): CheckResult {
  const { subject, server, offered, all, missing, changing, setting, listed, doubtful } = facts;
  const says = `${server} offers ${offered} of ${formatCount(all, 'tool')} to Claude`;
  const mistakes = [
    ...missing.map((tool) => `has no tool ${tool}`),
    ...changing.map((tool) => `declares that ${tool} changes something`),
  ];
  if (mistakes.length > 0) {
    return warn(subject, `${says}; it ${mistakes.join(', ')}`, `Correct ${setting}.`);
  }
  if (doubtful.length === 0) return pass(subject, says);
  const names = [...listed, ...doubtful.slice(0, MAX_SUGGESTED)].map((name) =>
    JSON.stringify(name),
  );
  const more =
    doubtful.length > MAX_SUGGESTED ? `; ${doubtful.length - MAX_SUGGESTED} more look alike` : '';
  return pass(
    subject,
    says,
    `To offer more of the tools that only read: ${setting}: [${names.join(', ')}]${more}`,
  );
}
