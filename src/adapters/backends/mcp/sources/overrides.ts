import type { z } from 'zod';
import type { ReadFn } from '../../../../areas/shared/combine.ts';
import type { Clock } from '../../../../core/clock.ts';
import { map } from '../../../../core/result.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { checkShape } from './check-shape.ts';
import { mapData } from './mapping.ts';

/** The owner's setting for one list of an area: the tool to call, and how to read its answer. */
export interface Override {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** JSONata from the answer to the shape in our contract; none when the tool has that shape itself. */
  readonly map?: string | undefined;
}

export type Overrides = Readonly<Record<string, Override>>;

/** The questions that the owner has an answer of their own for. */
export const createOverride =
  (server: ToolServer, clock: Clock, overrides: Overrides) =>
  <T>(name: string, shape: z.ZodType<T>): ReadFn<T> | undefined => {
    const own = overrides[name];
    if (!own) return undefined;
    const { tool, args } = own;
    return async () => {
      const answer = await server.callTool(tool, args);
      const mapped = answer.ok ? await mapData(answer.value, own, server.service) : answer;
      return mapped.ok ? checkShape(mapped.value, shape, { server, clock, tool }) : mapped;
    };
  };

type ListOf<T, Thing> = (value: T) => readonly Thing[];

/** Reads the list inside an answer of our contract. */
export function listIn<T, Thing>(ask: ReadFn<T>, pick: ListOf<T, Thing>): ReadFn<readonly Thing[]>;
export function listIn<T, Thing>(
  ask: ReadFn<T> | undefined,
  pick: ListOf<T, Thing>,
): ReadFn<readonly Thing[]> | undefined;
export function listIn<T, Thing>(ask: ReadFn<T> | undefined, pick: ListOf<T, Thing>) {
  return (
    ask &&
    (async () => map(await ask(), ({ value, ...about }) => ({ ...about, value: pick(value) })))
  );
}

/** Only what is there, for laying it over something else. */
export const present = <T extends object>(
  optional: T,
): { [Key in keyof T]?: NonNullable<T[Key]> } => {
  const there: { [Key in keyof T]?: NonNullable<T[Key]> } = {};
  for (const key in optional) {
    const value = optional[key];
    if (value !== undefined && value !== null) there[key] = value;
  }
  return there;
};
