import { entriesOf, isList } from '../../vendor-records/json.ts';

const MAX_KEYS = 200;
const FAULT =
  /^(?:errors?|failures?|failed(?:_?(?:nodes|hosts|sites|clusters|namespaces|calls))?|unreachable(?:_?\w{1,20})?|skipped_?(?:nodes|hosts|namespaces))$/i;

/** Returns true when facts beside a list say that something could not be asked. */
export const saysFault = (data: unknown): boolean =>
  entriesOf(data)
    .slice(0, MAX_KEYS)
    .some(([key, value]) => FAULT.test(key) && isAny(value));

const isAny = (value: unknown): boolean =>
  isList(value) ? value.length > 0 : Boolean(value) && value !== '0';
