import { isReferenceInFile } from './reference.ts';
import type { ResolveReference } from './references.ts';

/** The values that an entry may refer to, and what was not found among them. */
interface Sources {
  readonly env: NodeJS.ProcessEnv;
  readonly resolve: ResolveReference;
  readonly missing: Set<string>;
  readonly unresolved: Set<string>;
}

interface Substitution extends Sources {
  /** The address that secrets are sent to. */
  readonly destination: URL | undefined;
  readonly substituted: Set<string>;
}

interface ExpandedEntry {
  readonly whole: Readonly<Record<string, unknown>>;
  /** The values that were substituted in the arguments of a program. */
  readonly secretArgs: ReadonlySet<string>;
}

/** Replaces variables and references in the entry of a server. Its secrets are for its own address. */
export function expandEntry(
  entry: Readonly<Record<string, unknown>>,
  sources: Sources,
): ExpandedEntry {
  const to = (destination?: URL, substituted = new Set<string>()): Substitution => ({
    ...sources,
    ...{ destination, substituted },
  });
  const { args, url, tokenExchange, ...rest } = entry;
  const secretArgs = new Set<string>();
  const address = expand(url, to());
  const whole = {
    // A program may send what it is given anywhere.
    ...expandIn(rest, to('command' in rest ? undefined : addressIn(address))),
    ...(url !== undefined && { url: address }),
    ...(args !== undefined && { args: expand(args, to(undefined, secretArgs)) }),
    ...(tokenExchange !== undefined && { tokenExchange: expandExchange(tokenExchange, to) }),
  };
  return { whole, secretArgs };
}

/** The body of an exchange is sent to an address of its own. */
function expandExchange(exchange: unknown, to: (destination?: URL) => Substitution): unknown {
  if (typeof exchange !== 'object' || exchange === null) return exchange;
  if (!('url' in exchange)) return expandIn(exchange, to());
  const url = expand(exchange.url, to());
  return { ...expandIn({ ...exchange, url: '' }, to(addressIn(url))), url };
}

const addressIn = (url: unknown): URL | undefined =>
  typeof url === 'string' ? (URL.parse(url) ?? undefined) : undefined;

const VARIABLE =
  /\$\{(?:((?:secret|file):(?!-)[^}$]*)|(?:env:)?([A-Za-z_]\w*)(?::-((?:[^}$]|\$(?!\{))*))?)\}/g;

/** Replaces every `${NAME}`, `${env:NAME}`, `${NAME:-default}` and reference by its value, which is not expanded again. */
function expand(value: unknown, substitution: Substitution): unknown {
  if (typeof value === 'string') {
    if (isReferenceInFile(value)) return resolve(value, substitution);
    return value.replaceAll(
      VARIABLE,
      (_, reference?: string, name: string = '', fallback?: string) =>
        reference === undefined
          ? readVariable(name, fallback, substitution)
          : resolve(reference, substitution),
    );
  }
  if (Array.isArray(value)) return value.map((item) => expand(item, substitution));
  if (typeof value !== 'object' || value === null) return value;
  return expandIn(value, substitution);
}

/** Reads a variable, which may be a reference itself. */
function readVariable(
  name: string,
  fallback: string | undefined,
  substitution: Substitution,
): string {
  const known = substitution.env[name];
  if (known === undefined && fallback === undefined) substitution.missing.add(name);
  const text = known ?? fallback ?? '';
  if (isReferenceInFile(text)) return resolve(text, substitution);
  if (known !== undefined) substitution.substituted.add(known);
  return text;
}

function resolve(reference: string, substitution: Substitution): string {
  const value = substitution.resolve(reference, substitution.destination);
  if (value.ok) substitution.substituted.add(value.value);
  else substitution.unresolved.add(value.error);
  return value.ok ? value.value : '';
}

const expandIn = (value: object, substitution: Substitution): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expand(item, substitution)]));
