import { visible } from './printable.ts';

const HIDDEN = '[secret]';

/** Who signs in, before the host: with a scheme, or as a proxy is often written, without one. */
const SIGNED_IN = /^([a-z][a-z0-9+.-]*:\/\/).*@|^[^\s:/]+:.*@/is;

const IS_ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;

const QUERY = /^([^#?]*\?)([^#]*)/;

/** A value of the query, or all of a part that has no name. */
const ASKED = /([^=&]*=)?[^&]+/g;

/** A setting as it may be shown: of an address neither who signs in nor what its query holds. */
export function withoutKeys(value: string): string {
  const nameless = value.replace(SIGNED_IN, (_, scheme: string = '') => `${scheme}${HIDDEN}@`);
  return visible(
    IS_ADDRESS.test(value)
      ? nameless.replace(QUERY, (_, before: string, query: string) => before + hideValues(query))
      : nameless,
  );
}

const hideValues = (query: string): string =>
  query.replace(ASKED, (_, name: string = '') => `${name}${HIDDEN}`);
