import { type Config, loadConfig } from './config.ts';

/** A configuration without what is wrong with it. */
export interface Mended {
  readonly problems: readonly string[];
  /** Variables that were left out or made up: what depends on them cannot be examined. */
  readonly missing: ReadonlySet<string>;
  /** Nothing when what is wrong has no name to leave out. */
  readonly config: Config | undefined;
}

/** What stands in for variables that a relay cannot do without. */
const PLACEHOLDERS: NodeJS.ProcessEnv = {
  PUBLIC_URL: 'https://relay.invalid',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'none',
  TWILIO_PHONE_NUMBER: '+15550100000',
  ALLOWED_PHONE_NUMBER: '+15550100001',
};

/** Mending one variable may bring out what is wrong with the next. */
const MAX_ROUNDS = 5;

/** Everything that can be made of the environment, for whoever wants to look at the rest all the same. */
export async function loadValidParts(env: NodeJS.ProcessEnv): Promise<Mended> {
  const problems: string[] = [];
  const missing = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const loaded = await loadConfig(without(env, missing));
    if (loaded.ok) return { problems, missing, config: loaded.value };
    const named = loaded.error.flatMap(namesIn);
    problems.push(...loaded.error.filter((line) => !problems.includes(line)));
    if (named.length === 0) break;
    for (const name of named) missing.add(name);
  }
  return { problems, missing, config: undefined };
}

function without(env: NodeJS.ProcessEnv, names: ReadonlySet<string>): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !names.has(name));
  const made = Object.entries(PLACEHOLDERS).filter(([name]) => names.has(name));
  return Object.fromEntries([...kept, ...made]);
}

/** `PROXMOX_TOKEN is required with PROXMOX_URL` names two: neither is of use without the other. */
const namesIn = (problem: string): readonly string[] =>
  /^[A-Z][A-Z0-9]*_?[A-Z0-9_]*\b/.test(problem)
    ? [...problem.matchAll(/(?:^|is required with |, or |and )([A-Z][A-Z0-9_]+)\b/g)].flatMap(
        ([, name]) => name ?? [],
      )
    : [];
