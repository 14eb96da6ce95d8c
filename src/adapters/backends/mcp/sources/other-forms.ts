import type { McpTool } from '../client/tool-list.ts';
import type { Form } from './fill-arguments.ts';
import { wordsOf } from './read-only.ts';
import { unknownOf } from './unknown-argument.ts';

const MAX_FAILURE_LENGTH = 300;

/** Words of a failure that miss something. */
const MISSES =
  /\b(?:required?|requires|missing|must|needs?|needed|specify|provide|invalid|undefined|null|none|given|empty|expected)\b/i;

/** The same call in all its words, the likeliest first. */
export const spellingsOf = (form: Form): readonly Form[] => [
  form,
  ...form.others.map((other) => ({ ...form, fixed: { ...form.fixed, ...other } })),
];

/** The same call in other words, which are not doubted any more. */
export const settled = (form: Form): Form => ({ ...form, others: [] });

/** Opens the optional argument that a failure names; nothing where it names none that could be learned. */
export function neededForm(
  { inputSchema }: McpTool,
  form: Form,
  failure: string,
): Form | undefined {
  const said = failure.slice(0, MAX_FAILURE_LENGTH);
  if (!MISSES.test(said)) return undefined;
  const words = ` ${wordsOf(said).join(' ')} `;
  const asked = new Set([...Object.keys(form.fixed), ...form.open.map(([name]) => name)]);
  const { properties = {}, required = [] } = inputSchema ?? {};
  for (const name of Object.keys(properties)) {
    const unknown = unknownOf(name);
    const isNamed = words.includes(` ${wordsOf(name).join(' ')} `);
    if (unknown !== undefined && isNamed && !asked.has(name) && !required.includes(name)) {
      return { ...form, open: [...form.open, [name, unknown]] };
    }
  }
  return undefined;
}
