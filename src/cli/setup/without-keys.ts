import { printable } from './printable.ts';

const HIDDEN = '[secret]';

/** User and password before the host: with a scheme or, as proxies are often written, without one. */
const CREDENTIALS = /^([a-z][a-z0-9+.-]*:\/\/).*@|^[^\s:/]+:.*@/is;

const IS_ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;

const QUERY = /^([^#?]*\?)([^#]*)/;

/** A value in the query, or a whole part that has no name. */
const QUERY_VALUE = /([^=&]*=)?[^&]+/g;

/** Hides the secrets of a setting: user and password of an address, and the values of its query. */
export function withoutKeys(value: string): string {
  const withoutCredentials = value.replace(
    CREDENTIALS,
    (_, scheme: string = '') => `${scheme}${HIDDEN}@`,
  );
  return printable(
    IS_ADDRESS.test(value)
      ? withoutCredentials.replace(
          QUERY,
          (_, before: string, query: string) => before + hideValues(query),
        )
      : withoutCredentials,
  );
}

const hideValues = (query: string): string =>
  query.replace(QUERY_VALUE, (_, name: string = '') => `${name}${HIDDEN}`);
