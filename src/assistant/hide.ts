export const HIDDEN = '[secret]';

/** A pattern with groups for the text before a secret, the secret, and the text after it; and the replacement. */
export type SecretPattern = readonly [RegExp, (...found: string[]) => string];

/** A value: in quotes up to the closing one, else up to the end of the word. */
export const VALUE = `(?:"[^"\\n]{1,2000}"|'[^'\\n]{1,2000}'|[^\\s"',;}\\]&|<>]{1,500})`;

/** Words about secrets that are no secrets themselves. */
const HARMLESS =
  /^["']?(?:expired|missing|valid|invalid|wrong|ok|none|null|true|false|set|unset|not|rotated|rotation|required|present|absent|empty|denied|refused|changed|auth|authentication|login|policy|\[secret\]|\d{1,6})["']?[.:]?$/i;

/** Hides the second group of a pattern, unless it is a harmless word about secrets. */
export const hide = (pattern: string, flags = 'gi'): SecretPattern => [
  new RegExp(`${pattern}()`, flags), // adds a group, so that the third one always exists
  (all, before = '', value = '', after = '') =>
    HARMLESS.test(value) ? all : `${before}${HIDDEN}${after}`,
];

/** Hides the second group of a pattern, including short numbers. */
export const createHide = (pattern: string, flags = 'gi'): SecretPattern => [
  new RegExp(`${pattern}()`, flags),
  (_, before = '', _value = '', after = '') => `${before}${HIDDEN}${after}`,
];
