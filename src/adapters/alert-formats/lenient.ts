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
