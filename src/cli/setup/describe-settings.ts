import { checkCombinations, isRequired, VARIABLE_NAMES } from '../../config/check.ts';
import type { SettingsSheet } from './settings.ts';
import { withoutKeys } from './without-keys.ts';

/** Variables whose values are for nobody's eyes, by what they are called. */
const IS_SECRET = /(TOKEN|KEY|PASSWORD|SECRET)$/;

const WIDTH = 24;

/** What is set already, line by line; secrets only by being there, also in addresses. */
export const describeSettings = (sheet: SettingsSheet): readonly string[] =>
  VARIABLE_NAMES.flatMap((name) => {
    const value = sheet.value(name);
    if (value === undefined) return [];
    const shown = IS_SECRET.test(name) ? 'set, not shown' : withoutKeys(value);
    const source = sheet.isFromOutside(name) ? ' (by the environment)' : '';
    return [`  ${name.padEnd(WIDTH)} ${shown}${source}`];
  });

/** What keeps a relay from starting: what nobody has told yet, and what is wrong. */
export async function openProblems(sheet: SettingsSheet): Promise<readonly string[]> {
  const missing = VARIABLE_NAMES.filter(
    (name) => isRequired(name) && sheet.value(name) === undefined,
  );
  const wrong = await checkCombinations(sheet.all());
  return [...missing.map((name) => `${name} is missing`), ...wrong];
}

/** Whether anybody has begun to set a relay up. */
export const hasAny = (sheet: SettingsSheet): boolean =>
  VARIABLE_NAMES.some((name) => isRequired(name) && sheet.value(name) !== undefined);
