import { AREA_NAMES, type AreaName, areaName } from '../config/areas.ts';
import { mcpUrl } from '../config/variables.ts';
import { err, ok, type Result } from '../core/result.ts';

/** What a person wants to have looked at. */
export interface ProbeRequest {
  /** None to find out. */
  readonly area: AreaName | undefined;
  readonly target: ProbeTarget;
  /** Names of variables that a program gets beside the few that every one gets. */
  readonly env: readonly string[];
}

type ProbeTarget =
  | { readonly kind: 'http'; readonly url: URL }
  | { readonly kind: 'stdio'; readonly command: string; readonly args: readonly string[] };

export const PROBE_USAGE = `Usage: sms-relay probe [--area ${AREA_NAMES.join('|')}] URL
       sms-relay probe [--area ...] [--env NAME]... COMMAND [ARGUMENT]...

MCP_TOKEN is sent as Authorization: Bearer. A program gets only the variables
that --env names.
`;

/** Reads the words behind `probe`. Behind a command they are its own. */
export function parseProbe(words: readonly string[]): Result<ProbeRequest, string> {
  let area: AreaName | undefined;
  const env: string[] = [];
  let at = 0;
  for (; words[at]?.startsWith('--'); at += 2) {
    const [option = '', value] = words.slice(at);
    const problem = take(option, value);
    if (problem !== undefined) return err(problem);
  }
  const [first, ...args] = words.slice(at);
  if (first === undefined) return err('needs the address or the command of a server');
  if (!/^https?:/i.test(first)) {
    return ok({ area, env, target: { kind: 'stdio', command: first, args } });
  }
  const url = mcpUrl.safeParse(first);
  if (!url.success) return err(`${url.error.issues[0]?.message}`);
  if (args.length > 0) return err(`takes one address, and not also ${args.join(' ')}`);
  return ok({ area, env, target: { kind: 'http', url: url.data } });

  function take(option: string, value: string | undefined): string | undefined {
    if (option !== '--area' && option !== '--env') return `does not know ${option}`;
    if (value === undefined) return `${option} needs a value`;
    if (option === '--env') {
      env.push(value);
      return undefined;
    }
    const parsed = areaName.safeParse(value);
    area = parsed.data;
    return parsed.success ? undefined : `--area ${parsed.error.issues[0]?.message}`;
  }
}
