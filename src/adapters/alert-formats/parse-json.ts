import { err, ok, type Result } from '../../core/result.ts';

const MAX_DEPTH = 32;

/** Parses the JSON of a stranger. Line breaks inside of its texts, as scripts leave them there, are forgiven. */
export function parseJson(text: string): Result<unknown, 'bad JSON' | 'nested too deeply'> {
  const value = tryParse(text) ?? tryParse(text.replaceAll(/\p{Cc}/gu, ' '));
  if (value === undefined) return err('bad JSON');
  return isDeeper(value, MAX_DEPTH) ? err('nested too deeply') : ok(value);
}

function tryParse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
