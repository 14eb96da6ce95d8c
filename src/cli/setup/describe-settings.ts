import { checkCombinations, isRequired, namesPeople, VARIABLE_NAMES } from '../../config/check.ts';
import type { ReadSecrets } from '../../config/references.ts';
import { PEOPLE } from './questions.ts';
import type { Settings } from './settings.ts';
import { withoutKeys } from './without-keys.ts';

/** Names of variables whose values are secret. */
const IS_SECRET = /(TOKEN|KEY|PASSWORD|SECRET)$/;

const WIDTH = 24;

/** Lists the settings, one per line; secrets are hidden, also those in addresses. */
export const describeSettings = (settings: Settings): readonly string[] =>
  VARIABLE_NAMES.flatMap((name) => {
    const value = settings.value(name);
    if (value === undefined) return [];
    const shown = IS_SECRET.test(name) ? 'set, not shown' : withoutKeys(value);
    const source = settings.isFromOutside(name) ? ' (from the environment)' : '';
    return [`  ${name.padEnd(WIDTH)} ${shown}${source}`];
  });

/** Returns the problems that prevent a start: missing and wrong settings. */
export async function startProblems(
  settings: Settings,
  readSecrets: ReadSecrets,
): Promise<readonly string[]> {
  const isNamed = await namesPeople(settings.all());
  const missing = VARIABLE_NAMES.filter(
    (name) =>
      isRequired(name) && settings.value(name) === undefined && !(isNamed && name === PEOPLE.name),
  );
  const wrong = await checkCombinations(settings.all(), readSecrets);
  return [...missing.map((name) => `${name} is missing`), ...wrong];
}

/** Returns true when at least one required setting has a value. */
export const hasAny = (settings: Settings): boolean =>
  VARIABLE_NAMES.some((name) => isRequired(name) && settings.value(name) !== undefined);
