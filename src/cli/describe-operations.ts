import { z } from 'zod';
import type { Operation } from '../operation/operation.ts';

/** Formats the catalogue for a terminal: one line for each operation, with the fields of its input and output. */
export const describeOperations = (operations: readonly Operation[]): string =>
  operations
    .map(({ name, risk, summary, input, output }) =>
      [
        `${name} (${risk})  ${summary}`,
        `  input   ${formatFields(input)}`,
        `  output  ${formatFields(output)}`,
        '',
      ].join('\n'),
    )
    .join('\n');

/** Formats the catalogue as a page of the documentation. */
export const documentOperations = (operations: readonly Operation[]): string =>
  [
    ...INTRODUCTION,
    ...operations.flatMap(({ name, risk, summary, input, output }) => [
      `## ${name}`,
      '',
      `${summary}. **${risk}**`,
      '',
      `- input: \`${formatFields(input)}\``,
      `- output: \`${formatFields(output)}\``,
      '',
    ]),
  ].join('\n');

const INTRODUCTION = [
  '# Operations',
  '',
  'Everything that the relay can tell and do, by name. The menu and Claude use the same operations.',
  'This page is generated: `npm run --silent operations -- --markdown > docs/operations.md`.',
  '',
  '- **read** changes nothing.',
  '- **note** changes only what the relay itself keeps, and needs no code.',
  '- **change** needs a one-time code from the person who asks.',
  '- **destroy** needs a code as well, and the digits of an authenticator app where one is set up.',
  '',
  'A field that ends in `?` may be missing: its source does not tell it.',
  '',
];

/** A schema as far as its fields are shown. */
const Shown = z.object({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
});

/** `{areas: [{name, label, brief?}]}`: a field that may be missing ends in a question mark. */
const formatFields = (schema: z.ZodType): string =>
  formatShown(z.toJSONSchema(schema, { io: 'input' }), 0);

const MAX_DEPTH = 4;

function formatShown(given: unknown, depth: number): string {
  const { properties = {}, required = [], items } = Shown.parse(given);
  if (items !== undefined) return `[${formatShown(items, depth + 1)}]`;
  const fields = Object.entries(properties);
  if (fields.length === 0 || depth > MAX_DEPTH) return nameType(given);
  const shown = fields.map(([name, field]) => {
    const inner = formatShown(field, depth + 1);
    const isPlain = !inner.startsWith('{') && !inner.startsWith('[');
    return `${name}${required.includes(name) ? '' : '?'}${isPlain ? '' : `: ${inner}`}`;
  });
  return `{${shown.join(', ')}}`;
}

function nameType(given: unknown): string {
  const { type = 'any', enum: values } = Shown.parse(given);
  if (values) return values.join('|');
  return type === 'object' ? '{}' : type;
}
