import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { ok } from '../../core/result.ts';
import { defineRead, type ReadOperation } from '../../operation/read-operation.ts';
import type { Area } from './area.ts';
import { findByName, textOf } from './search.ts';

/** Something that was found, and the operation that reads it. */
const Found = z.strictObject({
  name: z.string(),
  /** `VM 104 plex running`; it begins with `?` when the state may no longer be true. */
  text: z.string(),
  operation: z.string(),
  id: z.string(),
});

const Output = z.object({ name: z.string(), found: z.array(Found) });

export const FIND = 'find';

/** No text is longer. More of a name would only cost time, and be repeated to whoever asked. */
const MAX_LENGTH = 2000;

const Input = z.strictObject({
  name: z
    .string()
    .min(1)
    .overwrite((name) => name.slice(0, MAX_LENGTH).toWellFormed())
    .describe('a name, or a part of it'),
});

/** Defines the search for a name in every area. */
export function findOperation(areas: readonly Area[], clock: Clock): ReadOperation {
  const operationOf = new Map(
    areas.flatMap(({ screens }) =>
      Object.entries(screens).flatMap(([screen, shown]) =>
        'operation' in shown ? [[screen, shown.operation] as const] : [],
      ),
    ),
  );

  return defineRead({
    name: FIND,
    summary: 'Find anything by its name in every area: guests, pods, clients, devices',
    input: Input,
    output: Output,
    async read({ name }) {
      const { entries, hinted, failures } = await findByName(areas, name.toLowerCase(), clock);
      const found = (entries.length > 0 ? entries : hinted.entries).map((entry) => ({
        name: entry.name,
        text: textOf(entry),
        operation: operationOf.get(entry.opens.screen) ?? entry.opens.screen,
        id: entry.opens.subject ?? '',
      }));
      const about = { asOf: clock.now(), source: 'sms-relay', failures };
      return ok({ ...about, value: { name, found } });
    },
    format: ({ name, found }: z.infer<typeof Output>) => ({
      text: found.length === 0 ? `Nothing is called "${name}"` : `Found "${name}"`,
      rows: found,
    }),
  });
}
