const HIDDEN = '[secret]';

/** Shorter values are words by accident. */
const SHORTEST = 6;

const NAME =
  '[\\w.-]{0,30}(?:pass(?:w(?:or)?d|wort|phrase|code)?|kennwort|contrase.a|mot de passe|pwd|pw|secret|token|credentials?|psk|t?otp|session[_-]?id|wpa[ _-]?key|x-auth|api[ _-]?key|(?:private|access|signing|encryption|pre-?shared|account|master|session|client|auth|iapp)[ _-]?key|authkey)(?:[_.-][\\w.-]{1,20})?s?';

/** In quotes to the closing one, else to the end of the word. */
const VALUE = `(?:"[^"\\n]{1,2000}"|'[^'\\n]{1,2000}'|[^\\s"',;}\\]&|<>]{1,500})`;

/** What is said about secrets, and is none. */
const HARMLESS =
  /^["']?(?:expired|missing|valid|invalid|wrong|ok|none|null|true|false|set|unset|not|rotated|rotation|required|present|absent|empty|denied|refused|changed|auth|authentication|login|policy|\[secret\]|\d{1,6})["']?[.:]?$/i;

const hide = (pattern: string, flags = 'gi'): readonly [RegExp, (...found: string[]) => string] => [
  new RegExp(`${pattern}()`, flags), // so that there is always something after it
  (all, before = '', value = '', after = '') =>
    HARMLESS.test(value) ? all : `${before}${HIDDEN}${after}`,
];

/** Each with what stands before the secret, the secret, and what stands after it. */
const PATTERNS = [
  hide(
    '()(-----BEGIN [^-\\n]{0,40}PRIVATE KEY[^-\\n]{0,10}-----[\\s\\S]*?(?:-----END [^-\\n]{0,40}-----|$))',
  ),
  hide('()(\\bLS0tLS1CRUdJTi[\\w+/=]*)', 'g'),
  hide('()((?<![\\w-])eyJ[\\w-]{8,4000}\\.[\\w.-]{1,8000})', 'g'),
  hide(
    '()(\\b(?:sk|pk|rk)[-_][\\w-]{16,}|\\b(?:ghp|gho|ghu|ghs|ghr|github_pat|glpat|xox[abprs]|npm|hf|tskey|dop_v1|shpat)[_-][\\w-]{10,}|\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b|\\bAIza[\\w-]{30,}|\\bAGE-SECRET-KEY-1\\w+|\\b\\d{8,10}:AA[\\w-]{30,}|\\bPVE[\\w-]{0,20}:[^\\s:]{1,80}:[^\\s"\';]{8,})',
    'g',
  ),
  hide('((?:hooks\\.slack\\.com/services|discord(?:app)?\\.com/api/webhooks)/)([^\\s"\'<>]+)'),
  hide('()(\\$(?:1|2[aby]|5|6|y|argon2\\w{0,2}|apr1)\\$[^\\s"\':]{10,})', 'g'),
  hide('(\\b(?:Proxy-)?Authorization["\']?[ \\t]{0,9}[:=][ \\t]{0,9})([^\\n]{1,1000})'),
  hide('(\\b(?:Set-)?Cookie["\']?[ \\t]{0,9}[:=][ \\t]{0,9})([^\\n]{1,2000})'),
  hide('(\\b(?:Bearer|Basic|Digest|ApiKey|PVEAPIToken=)[ \\t]{0,3})([\\w+/=.~!@-]{8,})'),
  hide(
    '(\\b[a-z][a-z0-9+.-]{1,15}://)([^\\s"\'<>@:/]{0,80}:(?!\\d{1,5}(?:/|$))[^\\s"<>]{1,200}|[^\\s"\'<>@:/]{8,200})(@)',
  ),
  hide(
    '([?&][\\w-]{0,20}(?:token|key|secret|pass|pwd|sig|signature|auth)[\\w-]{0,10}=)([^&\\s"\'<>]{1,500})',
  ),
  // as environments of containers are listed, in either order
  hide(
    `(\\bname["']?[ \\t]{0,9}[:=][ \\t]{0,9}["']?${NAME}["']?\\s{0,9},?\\s{0,40}["']?value["']?[ \\t]{0,9}[:=][ \\t]{0,9})(${VALUE})`,
  ),
  hide(
    `(\\bvalue["']?[ \\t]{0,9}[:=][ \\t]{0,9})(${VALUE})(\\s{0,9},?\\s{0,40}["']?name["']?[ \\t]{0,9}[:=][ \\t]{0,9}["']?${NAME}\\b)`,
  ),
  hide(`(<${NAME}>)([^<\\n]{1,500})`),
  hide(`(\\|[ \\t]{0,20}${NAME}[ \\t]{0,20}\\|[ \\t]{0,20})([^|\\n]{1,500})`),
  hide(`(\\b${NAME}["']?[ \\t]{0,20}:[ \\t]{0,9}[|>][+-]?\\n)([ \\t]{1,40}[^\\n]{1,2000})`),
  hide(
    `(\\b${NAME}["']?[ \\t]{0,20}:[ \\t]{0,20})("[^"\\n]{1,2000}"|'[^'\\n]{1,2000}'|[^\\s"'|<>]{1,500})`,
  ),
  hide(`(\\b${NAME}["']?[ \\t]{0,20}(?:=|=>|->)[ \\t]{0,20})(${VALUE})`),
  hide(`(\\b${NAME}["']?:[ \\t]{0,9}\\n[ \\t]{1,40})((?=[^\\s]*\\d)[^\\s:]{4,500})`),
  hide(`(["']auth["'][ \\t]{0,9}:[ \\t]{0,9})(${VALUE})`),
  hide(`(--${NAME}[ =])(${VALUE})`),
  hide(`(\\bcurl\\b[^\\n]{0,200} -u[ ]?)(${VALUE})`),
  hide(`(\\bsnmp-server community )(${VALUE})`),
  hide(`(\\b${NAME}[ \\t]+(?:is|was|ist)[ \\t]+(?:now[ \\t]+)?)((?=[^\\s]*\\d)[^\\s]{4,500})`),
  hide(`(\\b(?:password|login \\S{1,40} password)[ \\t]+)((?=[^\\s]*\\d)[^\\s]{4,500})`),
  // whatever looks made by a machine; the digests of images are none
  hide('()((?<!sha256:|[\\w+])[0-9a-f]{32,}(?![\\w+]))', 'g'),
  hide('()((?<![\\w+])(?=[\\w+]*[A-Z])(?=[\\w+]*[a-z])(?=[\\w+]*\\d)[\\w+]{32,}={0,2})', 'g'),
] as const;

/** A Secret of Kubernetes: everything in it is one. */
const SECRET_BLOCK =
  /^([ \t]{0,20})["']?(?:stringData|data)["']?[ \t]{0,9}:[ \t]{0,9}\{?\n((?:\1[ \t]+[^\n]*\n?)+)/gm;

const hideSecretBlocks = (text: string): string =>
  /\bkind["']?\s{0,9}:\s{0,9}["']?Secret\b/.test(text)
    ? text.replaceAll(SECRET_BLOCK, (block) =>
        block.replaceAll(/^([ \t]+[^:\n]{1,200}:[ \t]{0,9})[^\n]+$/gm, `$1${HIDDEN}`),
      )
    : text;

/** Hides what must not leave the house: keys we hold ourselves, and whatever looks like one. */
export function createMask(known: readonly string[]): (text: string) => string {
  const ours = [...new Set(known.flatMap(spellingsOf))]
    .filter((value) => value.length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length);

  return (text) => {
    const clean = ours.reduce((said, value) => said.replaceAll(value, HIDDEN), text);
    const plain = hideSecretBlocks(clean.replaceAll(/\\+(?=["'])/g, ''));
    return PATTERNS.reduce((said, [pattern, by]) => said.replaceAll(pattern, by), plain);
  };
}

/** A value as it stands in addresses, in JSON and in base64. */
const spellingsOf = (value: string): readonly string[] => [
  value,
  encodeURIComponent(value),
  JSON.stringify(value).slice(1, -1),
  Buffer.from(value).toString('base64').replace(/=+$/, ''),
];

export type Mask = ReturnType<typeof createMask>;
