import { createFieldOrder } from './field-order.ts';

/** A form as the one line that Twilio signs: its names, sorted, each followed by its value. */
export interface FormLine {
  /** The same array for forms with the same fields. */
  readonly names: readonly string[];
  readonly text: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Twilio sends about forty fields; a thousand are an attack. */
const MAX_FIELDS = 1000;

/** Returns the fields of a decoded form; none when it is no form. */
export const fieldsIn = (form: unknown): Fields => (isForm(form) ? form : {});

const isForm = (form: unknown): form is Fields => typeof form === 'object' && form !== null;

const EMPTY: FormLine = { names: [], text: '' };

/** Returns the line of a form; `undefined` when it is no form, or has values that Twilio never sends. */
export function formLine(form: unknown): FormLine | undefined {
  if (form === null || form === undefined) return EMPTY;
  if (form !== last.form) last = { form, line: isForm(form) ? join(form) : undefined };
  return last.line;
}

/** The last form: all checks of a request need its line, one after the other. */
let last: { readonly form: unknown; readonly line: FormLine | undefined } = {
  form: undefined,
  line: undefined,
};

const sortedNames = createFieldOrder();

function join(form: Fields): FormLine | undefined {
  const names = sortedNames(form);
  if (names.length > MAX_FIELDS) return undefined;
  let text = '';
  for (const name of names) {
    const field = fieldOf(name, form[name]);
    if (field === undefined) return undefined;
    text += field;
  }
  return { names, text };
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Joins a name and its value; repeated values once each, as Twilio does. */
function fieldOf(name: string, value: unknown): string | undefined {
  if (isText(value)) return name + value;
  if (!Array.isArray(value) || value.length > MAX_FIELDS || !value.every(isText)) return undefined;
  return [...new Set(value)]
    .toSorted()
    .map((one) => name + one)
    .join('');
}
