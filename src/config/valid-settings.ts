import { type Config, loadConfig } from './config.ts';
import type { ReadSecrets } from './references.ts';

/** A configuration without its invalid variables. */
export interface ValidSettings {
  readonly problems: readonly string[];
  /** Variables that were dropped or replaced by placeholders; anything that depends on them cannot be checked. */
  readonly missing: ReadonlySet<string>;
  /** Missing when a problem names no variable to drop. */
  readonly config: Config | undefined;
}

/** Placeholders for required variables. */
const PLACEHOLDERS: NodeJS.ProcessEnv = {
  PUBLIC_URL: 'https://relay.invalid',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'none',
  TWILIO_PHONE_NUMBER: '+15550100000',
  ALLOWED_PHONE_NUMBER: '+15550100001',
};

/** Dropping one variable may reveal a problem with another, so loading is repeated. */
const MAX_ROUNDS = 5;

/** Loads the valid part of the environment, so that the doctor can check it despite problems in the rest. */
export async function loadValidSettings(
  env: NodeJS.ProcessEnv,
  readSecrets?: ReadSecrets,
): Promise<ValidSettings> {
  const problems: string[] = [];
  const missing = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const loaded = await loadConfig(without(env, missing), readSecrets);
    if (loaded.ok) return { problems, missing, config: loaded.value };
    const named = loaded.error.flatMap(namesIn);
    problems.push(...loaded.error.filter((line) => !problems.includes(line)));
    if (named.length === 0) break;
    for (const name of named) missing.add(name);
    // The file may have named the people.
    if (missing.has('RELAY_CONFIG') && !env['ALLOWED_PHONE_NUMBER']?.trim())
      missing.add('ALLOWED_PHONE_NUMBER');
  }
  return { problems, missing, config: undefined };
}

function without(env: NodeJS.ProcessEnv, names: ReadonlySet<string>): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !names.has(name));
  const made = Object.entries(PLACEHOLDERS).filter(([name]) => names.has(name));
  return Object.fromEntries([...kept, ...made]);
}

/** Returns the variables in a problem. `PROXMOX_TOKEN is required with PROXMOX_URL` names two, each useless without the other. */
const namesIn = (problem: string): readonly string[] =>
  /^[A-Z][A-Z0-9]*_?[A-Z0-9_]*\b/.test(problem)
    ? [...problem.matchAll(/(?:^|is required with |, or |and )([A-Z][A-Z0-9_]+)\b/g)].flatMap(
        ([, name]) => name ?? [],
      )
    : [];
