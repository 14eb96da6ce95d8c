/** The scheme's length is bounded, so that a long word without a colon is not searched from each of its letters. */
const URL_IN_TEXT = /\b[a-z][a-z0-9+.-]{1,14}:\/\/[^\s"'<>`]+/gi;
const ASSIGNED =
  /\b(password|passwd|token|secret|api_?key|access_?key)(["']?[=:]["']?)[^\s"',;&]+/gi;
/** A digit tells a token from a word: `Basic authentication failed` holds none. */
const BEARER = /\b(Bearer|Basic) (?=\S{0,100}\d)[\w.~+/=-]{6,}/g;
const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;

/** Removes what must not be kept of a text that others wrote: logins and queries of addresses, tokens, secret ids. */
export const hideCredentials = (text: string): string =>
  text
    .replaceAll(URL_IN_TEXT, bareAddress)
    .replaceAll(ASSIGNED, '$1$2***')
    .replaceAll(BEARER, '$1 ***')
    .replaceAll(UUID, '<id>');

/** Returns an address without its login, query and fragment. */
export function bareAddress(address: string): string {
  const [upToQuery = ''] = address.split(/[?#]/, 1);
  const authority = upToQuery.indexOf('://') + 3;
  const slash = upToQuery.indexOf('/', authority);
  const end = slash < 0 ? upToQuery.length : slash;
  const login = upToQuery.lastIndexOf('@', end - 1);
  return login < authority ? upToQuery : upToQuery.slice(0, authority) + upToQuery.slice(login + 1);
}
