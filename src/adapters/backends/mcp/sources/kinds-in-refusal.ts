import type { Form } from './fill-arguments.ts';
import { isKindName } from './kind-words.ts';

const MAX_REFUSAL_LENGTH = 2000;
const WORD = /[A-Za-z][\w./-]*\w/g;
/** Parts that may stand around the word for a kind: `apps/v1/Deployment`, `pods.v1`. */
const GROUP_OR_VERSION = /^(?:v\d\w*|core|apps|api)$/i;

/** Returns the form with the word for a kind that a refusal names among those which the tool understands. */
export function formByRefusal(form: Form, head: string, refusal: string): Form | undefined {
  const argument = Object.keys(form.fixed).find(isKindName);
  if (argument === undefined || head === '') return undefined;
  const tried = [form.fixed, ...form.others].map((it) => it[argument]);
  const words = refusal.slice(0, MAX_REFUSAL_LENGTH).match(WORD) ?? [];
  const own = words.find((word) => !tried.includes(word) && isWordFor(word, head));
  return own === undefined
    ? undefined
    : { ...form, fixed: { ...form.fixed, [argument]: own }, others: [] };
}

function isWordFor(word: string, head: string): boolean {
  const parts = word.split(/[./-]/).filter((part) => !GROUP_OR_VERSION.test(part));
  const [only = '', more] = parts.map((part) => part.toLowerCase().replace(/s$/, ''));
  return more === undefined && only === head.toLowerCase().replace(/s$/, '');
}
