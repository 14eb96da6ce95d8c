import { z } from 'zod';
import { describeFailure } from '../core/describe-failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { Catalogue } from '../operation/catalogue.ts';
import type { Finding } from '../operation/finding.ts';
import { formatFinding } from '../operation/format-finding.ts';
import { describeInvoked, type Invoke } from '../operation/invoke.ts';
import type { ReadOperation } from '../operation/read-operation.ts';
import type { Caller } from '../people/caller.ts';
import type { ModelTool } from './model.ts';

const MAX_ROWS = 80;

interface Asker {
  readonly caller: Caller;
  readonly time: LocalTime;
}

/** Projects every read of the catalogue onto a tool for the model. */
export const relayTools = (
  { reads }: Catalogue,
  invoke: Invoke,
  asker: Asker,
): readonly ModelTool[] => reads.map((operation) => toTool(operation, invoke, asker));

const toTool = (
  { name, summary, input }: ReadOperation,
  invoke: Invoke,
  { caller, time }: Asker,
): ModelTool => ({
  name,
  description: summary,
  schema: schemaOf(input),
  async call(given) {
    const invoked = await invoke(caller, name, given);
    return invoked.is === 'answer'
      ? asText(invoked.answer.format(time), time)
      : describeInvoked(invoked, time).text;
  },
});

function asText(finding: Finding, time: LocalTime): string {
  const { rows = [], failures = [] } = finding;
  const more = rows.length > MAX_ROWS ? [`(and ${rows.length - MAX_ROWS} more)`] : [];
  return [
    formatFinding(finding, time),
    ...rows.slice(0, MAX_ROWS).map(({ id, text, operation }) => {
      const argument = id === undefined ? '' : `id ${id}`;
      return `${text}  [${[operation, argument].filter(Boolean).join(' ')}]`;
    }),
    ...more,
    ...failures.map((failure) => describeFailure(failure, time)),
  ].join('\n');
}

/** Converts a schema to JSON schema for the model. */
export function schemaOf(input: z.ZodObject): ModelTool['schema'] {
  const { $schema: _, ...schema } = z.toJSONSchema(input, { io: 'input' });
  return { ...schema, type: 'object' };
}
