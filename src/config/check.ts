import { err, map, ok, type Result } from '../core/result.ts';
import { loadConfig } from './config.ts';
import { demoDefaults } from './demo-defaults.ts';
import { Environment } from './environment.ts';
import { expandVariables } from './expand-variables.ts';
import { readRelay } from './files.ts';
import { type Proxies, readProxies } from './proxies.ts';
import { describeReference, isReference, parseReference } from './reference.ts';
import { openReferences, type ReadSecrets } from './references.ts';
import { mayRefer } from './secret-variables.ts';

export type VariableName = keyof typeof Environment.shape;

export const VARIABLE_NAMES: readonly VariableName[] = Environment.keyof().options;

/** Returns the canonical form of one value, or the problem the start would report. */
export function checkVariable(name: VariableName, raw: string): Result<string, string> {
  if (mayRefer(name) && isReference(raw)) {
    return map(parseReference(raw), describeReference);
  }
  const parsed = Environment.shape[name].safeParse(raw);
  if (!parsed.success) return err(parsed.error.issues[0]?.message ?? 'is invalid');
  return ok(canonicalForm(parsed.data, raw));
}

/** Writes a value in its parsed, tidy form; a person without a role is an operator. */
function canonicalForm(read: unknown, raw: string): string {
  if (typeof read === 'string') return read;
  if (!(read instanceof Map)) return raw;
  return [...read].map(([number, role]) => `${number}${role === 'viewer' ? ':viewer' : ''}`).join();
}

/** Reads the proxies as a relay would, or returns the problems with them. */
export function checkProxies(given: NodeJS.ProcessEnv): Result<Proxies, string> {
  const { HTTP_PROXY, HTTPS_PROXY, NO_PROXY } = given;
  const parsed = ProxyEnvironment.safeParse({ HTTP_PROXY, HTTPS_PROXY, NO_PROXY });
  if (parsed.success) return ok(readProxies(parsed.data));
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return err(problems.join(', '));
}

const ProxyEnvironment = Environment.pick({ HTTP_PROXY: true, HTTPS_PROXY: true, NO_PROXY: true });

/** Returns the problems that would prevent a start, except required variables that are not set yet. */
export async function checkCombinations(
  given: NodeJS.ProcessEnv,
  readSecrets: ReadSecrets,
): Promise<readonly string[]> {
  const problems = new Map<string, string>();
  for (const name of VARIABLE_NAMES) {
    const value = given[name];
    const checked = value === undefined ? ok('') : checkVariable(name, value);
    if (!checked.ok) problems.set(name, `${name}: ${checked.error}`);
  }
  // Variables that are wrong by themselves would hide wrong combinations.
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !problems.has(name)));
  const { DATABASE_URL: _, ...placeholders } = demoDefaults({});
  const loaded = await loadConfig({ ...placeholders, ...rest }, readSecrets);
  return [...problems.values(), ...(loaded.ok ? [] : loaded.error)];
}

/** Returns the value of a variable, or of the secret that it refers to. */
export async function resolveVariable(
  name: VariableName,
  given: NodeJS.ProcessEnv,
  readSecrets: ReadSecrets,
): Promise<Result<string | undefined, string>> {
  const references = await openReferences(given, readSecrets);
  const { values, problems } = expandVariables(given, references);
  const problem = problems.get(name);
  return problem === undefined ? ok(values[name]) : err(problem);
}

/** Returns true when the file of RELAY_CONFIG names people: then nobody has to be listed by number. */
export async function namesPeople({ RELAY_CONFIG }: NodeJS.ProcessEnv): Promise<boolean> {
  const { people } = await readRelay({ RELAY_CONFIG });
  return Object.keys(people).length > 0;
}

/** Returns true when a relay cannot start without the variable. */
export const isRequired = (name: VariableName): boolean =>
  !Environment.shape[name].safeParse(undefined).success;
