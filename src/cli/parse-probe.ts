import { AREA_NAMES, type AreaName, areaName } from '../config/areas.ts';
import { mcpUrl } from '../config/variables.ts';
import { err, ok, type Result } from '../core/result.ts';

/** The server to probe. */
export interface ProbeRequest {
  /** Missing when the area is to be detected. */
  readonly area: AreaName | undefined;
  readonly target: ProbeTarget;
  /** Names of variables passed to the program in addition to the default ones. */
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

/** Parses the words after `probe`. The words after a command are its arguments. */
export function parseProbe(words: readonly string[]): Result<ProbeRequest, string> {
  let area: AreaName | undefined;
  const env: string[] = [];
  let index = 0;
  for (; words[index]?.startsWith('--'); index += 2) {
    const [option = '', value] = words.slice(index);
    const problem = takeOption(option, value);
    if (problem !== undefined) return err(problem);
  }
  const [first, ...args] = words.slice(index);
  if (first === undefined) return err('needs the address or the command of a server');
  if (!/^https?:/i.test(first)) {
    return ok({ area, env, target: { kind: 'stdio', command: first, args } });
  }
  const url = mcpUrl.safeParse(first);
  if (!url.success) return err(`${url.error.issues[0]?.message}`);
  if (args.length > 0) return err(`takes one address, not also ${args.join(' ')}`);
  return ok({ area, env, target: { kind: 'http', url: url.data } });

  function takeOption(option: string, value: string | undefined): string | undefined {
    if (option !== '--area' && option !== '--env') return `has no option ${option}`;
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
