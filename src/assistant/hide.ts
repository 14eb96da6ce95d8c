export const HIDDEN = '[secret]';

/** What stands before a secret, the secret, and what stands after it: by what they are replaced. */
export type SecretPattern = readonly [RegExp, (...found: string[]) => string];

/** In quotes to the closing one, else to the end of the word. */
export const VALUE = `(?:"[^"\\n]{1,2000}"|'[^'\\n]{1,2000}'|[^\\s"',;}\\]&|<>]{1,500})`;

/** What is said about secrets, and is none. */
const HARMLESS =
  /^["']?(?:expired|missing|valid|invalid|wrong|ok|none|null|true|false|set|unset|not|rotated|rotation|required|present|absent|empty|denied|refused|changed|auth|authentication|login|policy|\[secret\]|\d{1,6})["']?[.:]?$/i;

/** Hides the second group of a pattern, unless it is what people say about secrets. */
export const hide = (pattern: string, flags = 'gi'): SecretPattern => [
  new RegExp(`${pattern}()`, flags), // so that there is always something after it
  (all, before = '', value = '', after = '') =>
    HARMLESS.test(value) ? all : `${before}${HIDDEN}${after}`,
];

/** Hides the second group of a pattern, short numbers too. */
export const createHide = (pattern: string, flags = 'gi'): SecretPattern => [
  new RegExp(`${pattern}()`, flags),
  (_, before = '', _value = '', after = '') => `${before}${HIDDEN}${after}`,
];
