import { createHide, type SecretPattern } from './hide.ts';

/** Four to eight digits, grouped as codes are written. */
const DIGITS = '(\\d{3}[ -]\\d{3,4}|\\d{2}(?: \\d{2}){2,3}|\\d{4,8})(?![\\d:/]|\\.\\d)';

/** Words for the purpose of a secret code. Other codes, such as exit and error codes, are not secret. */
const KIND = `(?:otp|t?otp|one[- ]?time|verification|verify|security|confirm(?:ation)?|log-?in|sign-?in|authenti\\w{1,12}|authori[sz]ation|access|activation|recovery|backup|2fa|mfa|two[- ]factor|pairing|unlock|sms|your|dein|deine|ihr|ihre|votre|ton|su|tu|seu|il tuo|il suo|je|uw|enter|use|sent)`;

const SAYS = '(?:is|was|lautet|ist|est|es|e|è|é|:|：|=)';

/** Words for one-time codes in many languages, none of which is used for exit or error codes. */
const WORD =
  '(?:verification code|(?<!\\w)(?:one-time|single-use|mot de passe|passcode|OTP)(?!\\w)|(?:anmelde|bestätigungs|sicherheits|verificatie|bevestigings)code|(?:dein|ihr|votre|le|je|een|ein) code(?!\\w)|code (?:de|für|fuer|om|pour) |c[oó]digo|codice|contraseña|senha|password temporanea|(?<!\\w)kod(?:u|unuz|unuzdur|unu)?(?!\\w)|hasło|şifre|doğrulama|код|пароль|验证码|驗證碼|动态码|校验码|コード|パスワード|確認番号|인증번호)';

const NOT_BEHIND = '(?<![\\w.,:/+*€$-])';

/** Digits that are not part of a date, a time, an amount or a year. */
const ALONE =
  '(?!(?:19|20)\\d\\d(?!\\d))(\\d{3}[ -]\\d{3}|\\d{2} \\d{2} \\d{2}|\\d{4,8})(?![\\d:/%]|[.,-]\\d)';

export const CODE_PATTERNS: readonly SecretPattern[] = [
  createHide(
    `(\\b${KIND}[ \\t-]{1,2}(?:[\\wÀ-ÿ-]{1,20}[ \\t]){0,1}(?:codes?|pass(?:code|word)|token|pin|tan|código|codice)(?: (?:de|di|d')[ ]?[\\wÀ-ÿ]{1,20})?["']?[ \\t]{0,3}(?:${SAYS}[ \\t]{0,3})?["'#]?)${DIGITS}`,
  ),
  createHide(
    `((?<![\\wÀ-ÿ])(?:t?otp|[mi]?tan|pin(?:code)?|passcode|2fa|mfa|código|codice|[\\wÀ-ÿ]{3,20}(?:code|tan|pin)(?<!(?:barc|unic|enc|dec|qrc|opc|sourcec|postc|zipc|oc)ode))["']?[ \\t]{0,3}(?:${SAYS}[ \\t]{0,3})["'#]?)${DIGITS}`,
  ),
  createHide(`(\\b(?:PIN|[mi]?TAN|OTP|TOTP)[ \\t]{1,3})${DIGITS}`, 'g'),
  createHide(`(\\b(?:OTP|2FA|MFA|TOTP)[ \\t]{1,3}(?:code|token)[ \\t]{1,3})${DIGITS}`, 'gi'),
  createHide(
    `(\\b(?:G-)?)${DIGITS}(?= (?:is|ist|est|es|è|é)[ \\t]{1,3}(?:your|the|dein|ihr|votre|ton|tu|su|il tuo|seu)\\b|[ \\t]{1,3}(?:as|to) (?:your|verify|log in|sign in))`,
  ),
  // as browsers fill it in: @example.org #482913
  createHide('((?:^|\\s)@[\\w.-]{3,80} #)(\\w{4,8})'),
  createHide(`(${WORD}[^\\n]{0,40}?${NOT_BEHIND})${ALONE}`),
  createHide(`(${NOT_BEHIND})${ALONE}(?=[^\\n]{0,30}?${WORD})`),
];
