import { Secret } from '../core/secret.ts';
import { SECRET_NAME, secretsIn } from './secrets-in.ts';

/** Matches `--token=X`, `--header "Name: X"` and `-e API_KEY=X`, or a flag whose value is the next word. */
const NAMED = /^(?<flag>-*)(?<name>[\w.][\w.-]*)(?:\s*[=:]\s*(?<value>.+))?$/s;

/** Words and small numbers that occur in every log; no key looks like them. */
const IS_PLAIN = /^(?:true|false|null|none|yes|no|on|off|\d{1,5})$/i;

/** Returns the secrets in the arguments of a program, including substituted variables; none may reach a log. */
export function secretArgs(
  args: readonly string[],
  substituted: ReadonlySet<string>,
): readonly Secret[] {
  const found = args.flatMap((arg, at) => [
    ...secretsInArg(arg),
    ...secretsAfterFlag(arg, args[at + 1]),
  ]);
  const known = new Set([...substituted, ...found].filter((it) => it !== '' && !IS_PLAIN.test(it)));
  return [...known].map((it) => new Secret(it));
}

function secretsInArg(arg: string): readonly string[] {
  if (URL.canParse(arg) && arg.includes('://')) return secretsIn(new URL(arg));
  const { name = '', value } = NAMED.exec(arg)?.groups ?? {};
  return value !== undefined && isSecretName(name) ? secretParts(value) : [];
}

/** Returns the value after a secret flag; a flag followed by another flag has no value. */
function secretsAfterFlag(arg: string, next: string | undefined): readonly string[] {
  const { flag, name = '', value } = NAMED.exec(arg)?.groups ?? {};
  const isAlone = flag !== '' && value === undefined;
  return isAlone && next !== undefined && !next.startsWith('--') && isSecretName(`${flag}${name}`)
    ? secretParts(next)
    : [];
}

const isSecretName = (name: string): boolean => SECRET_NAME.test(name) || /header|^-H$/.test(name);

/** Returns the value and its parts: of `Authorization: Bearer X` also the part after the name, and the last word. */
const secretParts = (value: string): readonly string[] => [
  value,
  value.replace(/^[\w-]+\s*[:=]\s*/, ''),
  ...value
    .trim()
    .split(/[\s:=]+/)
    .slice(-1),
];
