import { z } from 'zod';
import type { JsonObject } from './report.ts';

/** Returns a text that is not blank, or a number or boolean spelled as one. */
export function toText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  return value.trim() || undefined;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Returns the value of an object's own field: `constructor` and `__proto__` are names like others. */
export const fieldOf = (object: JsonObject, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined;

const MAX_FIELDS = 200;

/** Reads the fields of an object by their names in small letters: `device_name`, `deviceName` and `DeviceName` are one. */
export function foldedFields(
  object: JsonObject,
): (...names: readonly string[]) => string | undefined {
  const fields = new Map<string, string>();
  for (const [key, value] of Object.entries(object).slice(0, MAX_FIELDS)) {
    const name = key.replaceAll(/[_-]/g, '').toLowerCase();
    const text = toText(value);
    if (text !== undefined && !fields.has(name)) fields.set(name, text);
  }
  return (...names) => fields.get(names.find((name) => fields.has(name)) ?? '');
}

/** A value of the wrong type counts as missing: real bodies have extra, missing and odd fields. */
export const looseText = z.unknown().optional().transform(toText);

export const looseObject = z
  .unknown()
  .optional()
  .transform((value): JsonObject => (isObject(value) ? value : {}));

export const looseList = z
  .unknown()
  .optional()
  .transform((value): readonly unknown[] => (isList(value) ? value : []));

export const looseCount = z
  .unknown()
  .optional()
  .transform((value) =>
    typeof value === 'number' && value >= 0 && value < 1e9 ? Math.floor(value) : 0,
  );
