import { z } from 'zod';
import type { Area } from '../areas/shared/area.ts';
import { formatFinding } from '../areas/shared/finding-text.ts';
import { findByName, textOf } from '../areas/shared/search.ts';
import type { Clock } from '../core/clock.ts';
import { describeFailure } from '../core/describe-failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { Finding, Operation } from '../operation/operation.ts';
import type { ModelTool } from './model.ts';

const MAX_ROWS = 80;

/** Returns the tools for the homelab: the same operations as behind the menu, and only those that read. */
export function relayTools(
  areas: readonly Area[],
  clock: Clock,
  time: LocalTime,
): readonly ModelTool[] {
  const operations = areas.flatMap(({ screens }) =>
    Object.values(screens).flatMap(({ operation }) => operation ?? []),
  );
  return [
    findTool(areas, clock, time),
    ...operations.filter(({ risk }) => risk === 'read').map((operation) => toTool(operation, time)),
  ];
}

const toTool = (operation: Operation, time: LocalTime): ModelTool => ({
  name: operation.name,
  description: operation.summary,
  schema: schemaOf(operation.input),
  async call(given) {
    const found = await operation.call(given, time);
    return found.ok ? asText(found.value, time) : describeFailure(found.error, time);
  },
});

function asText(finding: Finding, time: LocalTime): string {
  const { rows = [] } = finding;
  const more = rows.length > MAX_ROWS ? [`(and ${rows.length - MAX_ROWS} more)`] : [];
  return [
    formatFinding(finding, time),
    ...rows.slice(0, MAX_ROWS).map(({ id, text }) => `${text}  [id ${id}]`),
    ...more,
  ].join('\n');
}

const Name = z.object({ name: z.string().min(1).describe('a name, or a part of it') });

/** Searches all areas, as texting a name does. */
const findTool = (areas: readonly Area[], clock: Clock, time: LocalTime): ModelTool => {
  const screens = new Map(areas.flatMap((area) => Object.entries(area.screens)));
  return {
    name: 'find',
    description: 'Find anything by its name in every area: guests, pods, clients, devices',
    schema: schemaOf(Name),
    async call(given) {
      const parsed = Name.safeParse(given);
      if (!parsed.success) return 'A name is needed.';
      const { entries, failures } = await findByName(areas, parsed.data.name.toLowerCase(), clock);
      const lines = entries.slice(0, MAX_ROWS).map((thing) => {
        const { opens } = thing;
        const operation = screens.get(opens.screen)?.operation?.name ?? opens.screen;
        return `${textOf(thing)}  [${operation} id ${opens.subject ?? ''}]`;
      });
      const silent = failures.map((failure) => describeFailure(failure, time));
      return [...lines, ...silent].join('\n') || 'Nothing has that name.';
    },
  };
};

/** Converts a schema to JSON schema for the model. */
export function schemaOf(input: z.ZodObject): ModelTool['schema'] {
  const { $schema: _, ...schema } = z.toJSONSchema(input, { io: 'input' });
  return { ...schema, type: 'object' };
}
