import { hide, type SecretPattern, VALUE } from './hide.ts';
import { CODE_PATTERNS } from './one-time-codes.ts';
import { COMMAND_PATTERNS } from './secret-arguments.ts';

const NAME =
  '[\\w.-]{0,30}(?:pass(?:w(?:or)?d|wort|phrase|code)?|kennwort|contrase.a|mot de passe|senha|wachtwoord|l.senord|parola|salasana|heslo|pwd|pw|secret|token|credentials?|psk|t?otp|session[_-]?id|wpa[ _-]?key|x-auth|api[ _-]?key|(?:private|access|signing|encryption|pre-?shared|account|master|session|client|auth|iapp)[ _-]?key|authkey)(?:[_.-][\\w.-]{1,20})?s?';

/** Prefixes by which vendors mark their keys. */
const KEY_PREFIXES = `(?:ghp|gho|ghu|ghs|ghr|github_pat|dckr_pat|dckr_oat|npm|hf|tk|glsa|glc|gsk|whsec|lin_api|shpat|shpss|d(?:op|oo|or)_v1|sntry[su]|ops|rubygems|figd|waka|pul|r8|secret)_|(?:gl(?:pat|dt|rt|cbt|ptt|ft|soat|ffct|imt|agent|oas)|pypi|tskey|nvapi|xai|pplx|PMAK|NRAK|sq0\\w{3}|pat-\\w{2,4})-|xox[abeoprs]-|xapp-|(?:hvs|hvb|SG|ya29|dt0[cs]\\d\\d)\\.|AT[AC]TT3`;

/** Each with groups for the text before the secret, the secret, and the text after it. */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  hide(
    '()(-----BEGIN [^-\\n]{0,40}PRIVATE KEY[^-\\n]{0,10}-----[\\s\\S]*?(?:-----END [^-\\n]{0,40}-----|$))',
  ),
  hide('()(\\bLS0tLS1CRUdJTi[\\w+/=]*)', 'g'),
  hide('()((?<![\\w-])eyJ[\\w-]{8,4000}\\.[\\w.-]{1,8000})', 'g'),
  hide(
    `()((?<![\\w-])(?:${KEY_PREFIXES})[\\w.=-]{10,}|\\b(?:sk|pk|rk)[-_][\\w-]{16,}|\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b|\\bAIza[\\w-]{30,}|\\bAGE-SECRET-KEY-1\\w+|\\b\\d{8,10}:AA[\\w-]{30,}|\\bPVE[\\w-]{0,20}:[^\\s:]{1,80}:[^\\s"';]{8,})`,
    'g',
  ),
  hide('()((?<![\\w+/])(?:b3BlbnNzaC1rZXkt|TlRMTVNTUA)[\\w+/=]{4,})', 'g'),
  hide('(\\{(?:S?SHA\\d{0,3}|SMD5|CRYPT|PBKDF2[\\w-]{0,10})\\})([\\w+/=$.]{8,})'),
  hide(
    '(\\bAUTH(?:ENTICATE)?[ \\t]+(?:PLAIN|LOGIN|XOAUTH2|OAUTHBEARER|CRAM-MD5|NTLM)[ \\t]+)((?=[\\w+/]*[\\dA-Z])[\\w+/]{6,}={0,2})(?![\\w-])',
    'g',
  ),
  hide(`(\\bAUTH["']?[ \\t]+(?:\\w{1,40}[ \\t]+)?)((?=\\S{0,100}\\d)${VALUE})`, 'g'),
  hide('()((?<!\\d)(?:\\d{6}-){7}\\d{6}(?!\\d))'),
  hide('((?:hooks\\.slack\\.com/services|discord(?:app)?\\.com/api/webhooks)/)([^\\s"\'<>]+)'),
  hide('()(\\$(?:1|2[aby]|5|6|y|argon2\\w{0,2}|apr1)\\$[^\\s"\':]{10,})', 'g'),
  hide('(\\b(?:Proxy-)?Authorization["\']?[ \\t]{0,9}[:=][ \\t]{0,9})([^\\n]{1,1000})'),
  hide('(\\b(?:Set-)?Cookie["\']?[ \\t]{0,9}[:=][ \\t]{0,9})([^\\n]{1,2000})'),
  hide('(\\b(?:Bearer|ApiKey|PVEAPIToken=)[ \\t]{0,3})([\\w+/=.~!@-]{8,})'),
  hide(
    '(\\b(?:[Bb]asic|BASIC|[Dd]igest|[Nn]egotiate|NTLM)[ \\t]{1,3})((?=[a-z]*[A-Z\\d])[\\w+/=.~-]{8,})',
    'g',
  ),
  hide(
    '(\\b[a-z][a-z0-9+.-]{1,15}://)([^\\s"\'<>@:/]{0,80}:(?!\\d{1,5}(?:/|$))[^\\s"<>]{1,200}|[^\\s"\'<>@:/]{8,200})(@)',
  ),
  hide(
    '([?&][\\w-]{0,20}(?:token|key|secret|pass|pwd|sig|signature|auth)[\\w-]{0,10}=)([^&\\s"\'<>]{1,500})',
  ),
  hide(
    '(\\b(?:credentials?|creds|logins?|zugangsdaten)[ \\t]{0,9}[:=][ \\t]{0,9}(?!\\[)\\S{1,60}[ \\t]{0,3}[/|][ \\t]{0,3})((?=\\S{0,60}\\d)\\S{4,200})',
  ),
  // environment variables of containers, in either order
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
  hide(`((?<![\\w-])--?${NAME}[ =])(${VALUE})`),
  hide(`(\\b${NAME}[ \\t]+(?:is|was|ist)[ \\t]+(?:now[ \\t]+)?)((?=[^\\s]*\\d)[^\\s]{4,500})`),
  hide(`(\\b(?:password|passwd|passwort)[ \\t]+)((?=[^\\s]*\\d)[^\\s]{4,500})`),
  hide(
    `(\\b(?:password|passwort|passphrase|kennwort)[ \\t]+(?:for|of|für|von)[ \\t]+\\S{1,60}?[ \\t]*[:=][ \\t]+)(${VALUE})`,
  ),
  hide(
    `((?:пароль|密码|密碼|パスワード|비밀번호|κωδικός|סיסמה|şifre|hasło)["']?[ \\t]{0,9}[:：=][ \\t]{0,9})(${VALUE})`,
  ),
  hide(`(\\bcommunity["']?[ \\t]{0,9}[:=][ \\t]{0,9})(${VALUE})`),
  hide(
    `(["']key["'][ \\t]{0,9}:[ \\t]{0,9})(["'](?=[A-Za-z+/=]{0,100}\\d)[A-Za-z\\d+/=]{12,500}["'])`,
  ),
  ...COMMAND_PATTERNS,
  ...CODE_PATTERNS,
  // anything that looks generated, except digests of images
  hide('()((?<!sha256:|[\\w+])[0-9a-f]{32,}(?![\\w+]))', 'g'),
  hide(
    '()((?<!SHA256:|[\\w+])(?=[\\w+]*[A-Z])(?=[\\w+]*[a-z])(?=[\\w+]*\\d)[\\w+]{32,}={0,2})',
    'g',
  ),
];
