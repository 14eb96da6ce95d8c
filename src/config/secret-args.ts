import { Secret } from '../core/secret.ts';
import { SECRET_NAME, secretsIn } from './secrets-in.ts';

/** `--token=X`, `--header "Name: X"` and `-e API_KEY=X`; or a flag whose value is the next word. */
const NAMED = /^(?<flag>-*)(?<name>[\w.][\w.-]*)(?:\s*[=:]\s*(?<value>.+))?$/s;

/** Words and small numbers that stand in every log; no key looks like them. */
const IS_PLAIN = /^(?:true|false|null|none|yes|no|on|off|\d{1,5})$/i;

/** What a log must not hold of the words a program is started with, and of what was filled into them. */
export function secretArgs(
  args: readonly string[],
  filledIn: ReadonlySet<string>,
): readonly Secret[] {
  const found = args.flatMap((arg, at) => [...inOne(arg), ...behind(arg, args[at + 1])]);
  const known = new Set([...filledIn, ...found].filter((it) => it !== '' && !IS_PLAIN.test(it)));
  return [...known].map((it) => new Secret(it));
}

function inOne(arg: string): readonly string[] {
  if (URL.canParse(arg) && arg.includes('://')) return secretsIn(new URL(arg));
  const { name = '', value } = NAMED.exec(arg)?.groups ?? {};
  return value !== undefined && isTelling(name) ? piecesOf(value) : [];
}

/** A flag in front of another flag has no value of its own. */
function behind(arg: string, next: string | undefined): readonly string[] {
  const { flag, name = '', value } = NAMED.exec(arg)?.groups ?? {};
  const isAlone = flag !== '' && value === undefined;
  return isAlone && next !== undefined && !next.startsWith('--') && isTelling(`${flag}${name}`)
    ? piecesOf(next)
    : [];
}

const isTelling = (name: string): boolean => SECRET_NAME.test(name) || /header|^-H$/.test(name);

/** Of `Authorization: Bearer X` also what stands behind the name, and the last word. */
const piecesOf = (value: string): readonly string[] => [
  value,
  value.replace(/^[\w-]+\s*[:=]\s*/, ''),
  ...value
    .trim()
    .split(/[\s:=]+/)
    .slice(-1),
];
