import { z } from 'zod';
import { type PhoneNumber, parsePhoneNumber } from '../core/phone-number.ts';
import { Secret } from '../core/secret.ts';
import type { Role } from '../people/person.ts';
import { parseSecretKeys, type SecretKey } from '../secrets/secret-key.ts';

const commaList = z.string().transform((raw) =>
  raw
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);

/** A key that programs present: nobody may guess it. */
export const apiKey = z
  .string()
  .trim()
  .min(32, 'must have 32 characters or more: openssl rand -hex 32')
  .transform((value) => new Secret(value));

export const secret = z.string().transform((value) => new Secret(value.trim()));

export const secrets = commaList
  .pipe(z.array(z.string()).min(1).max(2, 'at most two tokens, for rotation'))
  .transform((tokens) => tokens.map((token) => new Secret(token)));

/** One key of stored secrets, or two while they are rotated. */
export const secretKeys = z.string().transform((raw, ctx): readonly SecretKey[] => {
  const keys = parseSecretKeys(raw);
  if (keys.ok) return keys.value;
  ctx.addIssue({ code: 'custom', message: keys.error });
  return z.NEVER;
});

export const flag = z
  .enum(['1', 'true', 'yes', 'on', '0', 'false', 'no', 'off'], 'must be 1 or 0')
  .transform((word) => ['1', 'true', 'yes', 'on'].includes(word));

export const port = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(0, 'must be 0 to 65535')
  .max(65_535, 'must be 0 to 65535');

export const positive = z.coerce.number('must be a number').positive('must be above 0');

export const dollars = z.coerce.number('must be a number').min(0.01, 'must be 0.01 or more');

export const atLeastOne = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(1, 'must be 1 or more');

/** Names of tools of an MCP server. */
export const toolNames = z.array(z.string().min(1));

/** The carrier waits 15 seconds, including the round trip. */
export const replySeconds = positive.max(13, 'must be at most 13: Twilio waits for 15');

export const accountSid = z
  .string()
  .regex(/^AC[0-9a-f]{32}$/i, 'must be AC and 32 digits, as the Twilio console shows it');

const httpUrl = z.url({
  protocol: /^https?$/,
  error: 'must be an address like https://host:port/path',
});

/** `fetch` rejects addresses that contain a user or password. */
const urlWithoutCredentials = httpUrl.refine((raw) => {
  const { username = '', password = '' } = URL.parse(raw) ?? {};
  return username === '' && password === '';
}, 'must not contain a user or password: put it into the variable or header for the token or key');

/** An address that whoever knows it may use. */
export const secretUrl = z
  .string()
  .trim()
  .pipe(urlWithoutCredentials)
  .transform((value) => new Secret(value));

const asBase = (url: typeof httpUrl) =>
  url
    .refine((raw) => !raw.includes('?'), 'must not have a query')
    .transform((raw) => raw.replace(/#.*$/s, '').replace(/(?<!\/)\/+$/, ''));

/** An address to append paths to: without fragment, query and trailing slash. */
export const baseUrl = asBase(urlWithoutCredentials);

/** The relay's own address, at which callers may have to sign in. */
export const publicUrl = asBase(httpUrl);

/** The SHA-256 fingerprint of a certificate, as openssl and browsers show it. */
export const fingerprint = z
  .string()
  .transform((raw) =>
    raw.replace(/^sha-?256[ :=]*(?:fingerprint)?[ :=]*/i, '').replaceAll(/[\s:]/g, ''),
  )
  .refine(
    (raw) => /^[0-9a-f]{64}$/i.test(raw),
    'must be the SHA-256 fingerprint, 64 hexadecimal digits',
  );

/** A base32 secret, as authenticator apps accept it. */
export const totpSecret = z
  .string()
  .transform((raw) => raw.replaceAll(/[\s-]/g, '').toUpperCase())
  .refine((raw) => /^[A-Z2-7]{16,}=*$/.test(raw), 'must be base32, 16 characters or more')
  .transform((raw) => new Secret(raw));

export const proxmoxToken = z
  .string()
  .transform((raw) => raw.trim().replace(/^PVEAPIToken=/, ''))
  .refine((raw) => /^[^@\s]+@[^!\s]+![^=\s]+=\S+$/.test(raw), 'must be USER@REALM!TOKENID=UUID')
  .transform((raw) => new Secret(raw));

/** The address of a proxy; its scheme is often left out. */
export const proxyUrl = z
  .string()
  .transform((raw) => (raw.includes('://') ? raw : `http://${raw}`))
  .pipe(httpUrl)
  .transform((raw) => new URL(raw))
  .refine(isWellEscaped, 'must write % as %25 in its user or password');

function isWellEscaped({ username, password }: URL): boolean {
  try {
    return decodeURIComponent(`${username}:${password}`).length > 0;
  } catch {
    return false;
  }
}

export const exemptions = z.string().transform((raw) => raw.split(/[\s,]+/).filter(Boolean));

export const mcpUrl = urlWithoutCredentials.transform((raw) => new URL(raw));

export const databaseUrl = z
  .string()
  .regex(
    /^(sqlite:.+|memory:|postgres(ql)?:\/\/.+)$/,
    'must be sqlite:<file>, memory: or postgres://<user>:<password>@<host>/<database>',
  );

const NO_ZONE = 'is not a time zone like Europe/Berlin';
export const timeZone = z.string(NO_ZONE).refine(isTimeZone, NO_ZONE);

/** Returns the time zone of the machine, or UTC when it is set to an invalid one. */
export function systemTimeZone(): string {
  const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
  return isTimeZone(zone) ? zone : 'UTC';
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

export const phoneNumber = z.string().transform((raw, ctx): PhoneNumber => {
  const parsed = parsePhoneNumber(raw);
  if (parsed.ok) return parsed.value;
  ctx.addIssue({ code: 'custom', message: parsed.error });
  return z.NEVER;
});

/** Parses `+15551234567` or `+15551234567:viewer`. */
const person = z.string().transform((raw, ctx): readonly [PhoneNumber, Role] => {
  const [number = '', role = 'operator'] = raw.split(':');
  const parsed = parsePhoneNumber(number);
  if (!parsed.ok) ctx.addIssue({ code: 'custom', message: parsed.error });
  else if (role === 'viewer' || role === 'operator') return [parsed.value, role];
  else ctx.addIssue({ code: 'custom', message: `"${role}" is neither viewer nor operator` });
  return z.NEVER;
});

export const people = commaList
  .pipe(z.array(person).min(1, 'must name at least one person'))
  .transform((list): ReadonlyMap<PhoneNumber, Role> => new Map(list));
