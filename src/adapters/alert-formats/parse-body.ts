import { err, ok, type Result } from '../../core/result.ts';
import { readForm } from './form-body.ts';
import { hasTitle } from './generic.ts';
import { parseJson } from './parse-json.ts';
import { repairGatus } from './repair-gatus.ts';

/** A body by its content: headers say `application/x-www-form-urlencoded` of JSON, and nothing of most texts. */
type ParsedBody =
  | { readonly form: 'json'; readonly value: unknown; readonly text: string }
  | { readonly form: 'text'; readonly text: string };

interface RawRequest {
  readonly body: string;
  readonly query: Readonly<Record<string, string>>;
}

export function parseBody({ body, query }: RawRequest): Result<ParsedBody, string> {
  const text = body.trim(); // A byte order mark is a blank as well.
  if (text === '') return parseFields(new Map(Object.entries(query))) ?? err('empty body');
  if (looksLikeJson(text)) return parseJsonBody(text);
  const decoded = /^%7b/i.test(text) ? decodeForm(text) : undefined;
  if (decoded !== undefined) return parseJsonBody(decoded);
  const form = readForm(text);
  return (form && parseFields(form)) ?? ok({ form: 'text', text });
}

/** A text may begin with a bracket as well: `[plex] [Down] ...`. */
const looksLikeJson = (text: string): boolean => /^(?:\{|\[\s*[\]{["]|"[^"]*"$)/.test(text);

function parseJsonBody(text: string): Result<ParsedBody, string> {
  const json = parseJson(text);
  if (json.ok) {
    const { value } = json;
    return ok(typeof value === 'string' ? { form: 'text', text: value } : asJson(value, text));
  }
  const repaired = json.error === 'bad JSON' ? repairGatus(text) : undefined;
  return repaired ? ok(asJson(repaired, text)) : json;
}

const asJson = (value: unknown, text: string): ParsedBody => ({ form: 'json', value, text });

/** JSON text that was encoded whole, as the only name of a form. */
function decodeForm(text: string): string | undefined {
  const [name] = new URLSearchParams(text).keys();
  return name;
}

/** Fields that hold the JSON of the whole report. */
const WHOLE = ['data', 'payload'];
/** Fields that hold the JSON of one value; Uptime Kuma puts them into the query of a GET. */
const NESTED = ['heartbeat', 'monitor'];

function parseFields(fields: ReadonlyMap<string, string>): Result<ParsedBody, string> | undefined {
  const whole = WHOLE.map((name) => fields.get(name)?.trim()).find((it) => it?.startsWith('{'));
  if (whole !== undefined) return parseJsonBody(whole);
  const object = Object.fromEntries(fields);
  if (!hasTitle(object)) return undefined;
  const nested = NESTED.flatMap((name) => {
    const json = parseJson(fields.get(name) ?? '');
    return json.ok ? [[name, json.value] as const] : [];
  });
  return ok(asJson({ ...object, ...Object.fromEntries(nested) }, ''));
}
