import { entriesOf } from '../../vendor-records/json.ts';
import { type CallableTools, type Candidate, MAX_CANDIDATES } from './candidates.ts';
import { formOf } from './fill-arguments.ts';
import { qualifiersIn } from './tool-words.ts';

const FIREWALL = /^(?:firewall|firewalld|ufw|nftables|iptables)$/;
const STATE = /^(?:state|status|enabled|active|running|is|mode)$/;

/** The tools that may tell whether a firewall is on: they are about it and about nothing else. */
export function firewallTools({ tools, own }: CallableTools): readonly Candidate[] {
  const nothing = { nouns: [], canLearn: () => false, fits: () => false };
  return tools
    .filter(({ words }) => words.some((word) => FIREWALL.test(word)))
    .filter(({ words }) =>
      qualifiersIn(words, []).every((it) => FIREWALL.test(it) || STATE.test(it) || own.has(it)),
    )
    .flatMap(({ tool }) => {
      const form = formOf(tool, nothing);
      if (!form || form.open.length > 0) return [];
      return [{ tool, form, head: '', kind: undefined, isNamed: true, isNarrow: false }];
    })
    .slice(0, MAX_CANDIDATES);
}

const ON = /^(?:on|up|enabled|active|running|true|yes)$/i;
const OFF = /^(?:off|down|disabled|inactive|stopped|false|no|not (?:on|enabled|active|running))$/i;

const MAX_LINES = 20;
const MAX_LINE_LENGTH = 200;

const SAYS =
  /^(?:(?:is|firewall)?(?:enabled|active|running|on)|(?:firewall)?(?:state|status)|firewall)$/;
const INSIDE = /^(?:firewall|data|result|response|status|state|settings)$/;

/** Returns whether a firewall is on, where an answer says so, and nothing in it says otherwise. */
export function readFirewallState(data: unknown): boolean | undefined {
  const said = [...new Set(statesIn(data, 0))];
  return said.length === 1 ? said[0] : undefined;
}

function statesIn(data: unknown, depth: number): readonly boolean[] {
  if (typeof data === 'string') {
    const lines = data.split('\n', MAX_LINES).map((line) => line.slice(0, MAX_LINE_LENGTH));
    return lines.flatMap((line) => stateOf(stateIn(line)));
  }
  if (Array.isArray(data)) return [];
  return entriesOf(data).flatMap(([key, value]) => {
    const word = key.toLowerCase().replaceAll(/[^a-z]/g, '');
    if (typeof value === 'object') {
      return INSIDE.test(word) && depth < 2 ? statesIn(value, depth + 1) : [];
    }
    return SAYS.test(word) ? stateOf(value) : [];
  });
}

const ARTICLE = /^(?:the|your)$/;
const SUBJECT = /^(?:firewall|status|state)$/;
const BETWEEN = /^(?:firewall|status|state|service|is|currently|now|switched|turned)$/;
/** Words that may also begin something else: `on fw1`. */
const SHORT = /^(?:on|off|up|down)$/;
const GOES_ON = /^(?:since|and|for|but|with)$/;

/** `The firewall is switched OFF`, `Status: active`. */
function stateIn(line: string): string | undefined {
  const words = line.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const [subject, ...others] = words.filter((word, at) => at > 0 || !ARTICLE.test(word));
  if (subject === undefined || !SUBJECT.test(subject)) return undefined;
  const at = others.findIndex((word) => !BETWEEN.test(word));
  const [state = '', next] = others.slice(Math.max(at, 0));
  if (state === 'not') return `not ${next}`;
  return !SHORT.test(state) || next === undefined || GOES_ON.test(next) ? state : undefined;
}

function stateOf(value: unknown): readonly boolean[] {
  const word = typeof value === 'boolean' || typeof value === 'string' ? String(value).trim() : '';
  if (ON.test(word)) return [true];
  return OFF.test(word) ? [false] : [];
}
