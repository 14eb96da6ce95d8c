import { err, ok, type Result } from '../core/result.ts';
import { loadConfig } from './config.ts';
import { demoDefaults } from './demo-defaults.ts';
import { Environment, type Variables } from './environment.ts';
import { type Proxies, readProxies } from './proxies.ts';

export type VariableName = keyof Variables;

export const VARIABLE_NAMES: readonly VariableName[] = Environment.keyof().options;

/** How one value is best written down, or what the start would say against it. */
export function checkVariable(name: VariableName, raw: string): Result<string, string> {
  const parsed = Environment.shape[name].safeParse(raw);
  if (!parsed.success) return err(parsed.error.issues[0]?.message ?? 'is not possible');
  return ok(inShort(parsed.data, raw));
}

/** What was tidied while it was read is written down tidy; a person without a role is an operator. */
function inShort(read: unknown, raw: string): string {
  if (typeof read === 'string') return read;
  if (!(read instanceof Map)) return raw;
  return [...read].map(([number, role]) => `${number}${role === 'viewer' ? ':viewer' : ''}`).join();
}

/** The proxies as a relay would have them, or what is wrong with them. */
export function checkProxies(given: NodeJS.ProcessEnv): Result<Proxies, string> {
  const { HTTP_PROXY, HTTPS_PROXY, NO_PROXY } = given;
  const parsed = OfProxies.safeParse({ HTTP_PROXY, HTTPS_PROXY, NO_PROXY });
  if (parsed.success) return ok(readProxies(parsed.data));
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return err(problems.join(', '));
}

const OfProxies = Environment.pick({ HTTP_PROXY: true, HTTPS_PROXY: true, NO_PROXY: true });

/** What would keep a relay from starting, save for what is required and not given yet. */
export async function checkCombinations(given: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const wrong = new Map<string, string>();
  for (const name of VARIABLE_NAMES) {
    const value = given[name];
    const checked = value === undefined ? ok('') : checkVariable(name, value);
    if (!checked.ok) wrong.set(name, `${name}: ${checked.error}`);
  }
  // What is wrong by itself would hide what does not go together.
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name)));
  const loaded = await loadConfig({ ...demoDefaults({}), ...rest });
  return [...wrong.values(), ...(loaded.ok ? [] : loaded.error)];
}

/** Whether a relay cannot start without it. */
export const isRequired = (name: VariableName): boolean =>
  !Environment.shape[name].safeParse(undefined).success;
