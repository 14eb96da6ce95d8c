const HIDDEN = '[secret]';

/** Shorter values are words by accident. */
const SHORTEST = 6;

const PATTERNS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,8000}?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g, // a signed token
  /\b(?:sk|pk|rk)-[\w-]{16,}/g,
  /\b(?:ghp|gho|ghu|ghs|ghr|github_pat|glpat|xox[abprs]|npm|hf|tskey|dop_v1|shpat)[_-][\w-]{10,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bAIza[\w-]{30,}/g,
  /(?<=\b(?:Bearer|Basic|PVEAPIToken=\S{1,80}=)\s{0,3})[\w+/=.~-]{8,}/gi,
  /(?<=[a-z][a-z0-9+.-]{1,15}:\/\/)[^\s/@"'<>]{1,200}(?=@)/gi, // user:password in an address
  /(?<=[?&](?:[\w-]{0,20}(?:token|key|secret|passw(?:or)?d|pwd|sig|signature|auth)[\w-]{0,10})=)[^&\s"'<>]{1,500}/gi,
  /(?<=\b[\w.-]{0,40}(?:passw(?:or)?d|passphrase|passwd|secret|token|api[_-]?key|apikey|private[_-]?key|access[_-]?key|credential|psk|community)[\w.-]{0,20}["']?\s{0,3}(?:[:=]|=>|\bis\b)\s{0,3}["']?)[^\s"',;}&]{3,500}/gi,
  // as environments of containers are listed
  /(?<=\bname["']?\s{0,3}[:=]\s{0,3}["']?[\w.-]{0,40}(?:passw(?:or)?d|secret|token|key)[\w.-]{0,20}["']?\s{0,3},?\s{0,40}["']?value["']?\s{0,3}[:=]\s{0,3}["']?)[^\s"',}]{3,500}/gi,
];

/** Hides what must not leave the house: keys we hold ourselves, and whatever looks like one. */
export const createMask =
  (known: readonly string[]) =>
  (text: string): string => {
    const ours = known.filter((value) => value.length >= SHORTEST);
    const clean = ours.reduce((said, value) => said.replaceAll(value, HIDDEN), text);
    return PATTERNS.reduce((said, pattern) => said.replaceAll(pattern, HIDDEN), clean);
  };

export type Mask = ReturnType<typeof createMask>;
