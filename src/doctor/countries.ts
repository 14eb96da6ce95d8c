import type { PhoneNumber } from '../core/phone-number.ts';

/** A country, with the adjective for its people and its time zones. */
export interface Country {
  readonly iso: string;
  readonly adjective: string;
  readonly zones: readonly string[];
}

const country = (iso: string, adjective: string, ...zones: readonly string[]): Country => ({
  iso,
  adjective,
  zones,
});

const AMERICAN = [
  ...['America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix'],
  ...['America/Los_Angeles', 'America/Anchorage', 'Pacific/Honolulu', 'America/Halifax'],
  ...['America/St_Johns', 'America/Puerto_Rico', 'America/Regina'],
];
const RUSSIAN = ['Europe/Kaliningrad', 'Europe/Moscow', 'Europe/Samara', 'Asia/Yekaterinburg'];
const SIBERIAN = ['Asia/Omsk', 'Asia/Krasnoyarsk', 'Asia/Irkutsk', 'Asia/Yakutsk'];

/** Countries where most relays run, by calling code; numbers from elsewhere are not evaluated. */
const BY_CODE: Readonly<Record<string, Country>> = {
  1: country('US', 'American', ...AMERICAN),
  7: country('RU', 'Russian', ...RUSSIAN, ...SIBERIAN, 'Asia/Vladivostok', 'Asia/Kamchatka'),
  27: country('ZA', 'South African', 'Africa/Johannesburg'),
  30: country('GR', 'Greek', 'Europe/Athens'),
  31: country('NL', 'Dutch', 'Europe/Amsterdam'),
  32: country('BE', 'Belgian', 'Europe/Brussels'),
  33: country('FR', 'French', 'Europe/Paris'),
  34: country('ES', 'Spanish', 'Europe/Madrid', 'Atlantic/Canary'),
  36: country('HU', 'Hungarian', 'Europe/Budapest'),
  39: country('IT', 'Italian', 'Europe/Rome'),
  40: country('RO', 'Romanian', 'Europe/Bucharest'),
  41: country('CH', 'Swiss', 'Europe/Zurich'),
  43: country('AT', 'Austrian', 'Europe/Vienna'),
  44: country('GB', 'British', 'Europe/London'),
  45: country('DK', 'Danish', 'Europe/Copenhagen'),
  46: country('SE', 'Swedish', 'Europe/Stockholm'),
  47: country('NO', 'Norwegian', 'Europe/Oslo'),
  48: country('PL', 'Polish', 'Europe/Warsaw'),
  49: country('DE', 'German', 'Europe/Berlin'),
  52: country('MX', 'Mexican', 'America/Mexico_City', 'America/Cancun', 'America/Tijuana'),
  54: country('AR', 'Argentine', 'America/Argentina/Buenos_Aires'),
  55: country('BR', 'Brazilian', 'America/Sao_Paulo', 'America/Manaus', 'America/Noronha'),
  56: country('CL', 'Chilean', 'America/Santiago', 'Pacific/Easter'),
  60: country('MY', 'Malaysian', 'Asia/Kuala_Lumpur'),
  61: country(
    'AU',
    'Australian',
    'Australia/Sydney',
    'Australia/Brisbane',
    'Australia/Adelaide',
    'Australia/Darwin',
    'Australia/Perth',
  ),
  64: country('NZ', 'New Zealand', 'Pacific/Auckland', 'Pacific/Chatham'),
  65: country('SG', 'Singaporean', 'Asia/Singapore'),
  81: country('JP', 'Japanese', 'Asia/Tokyo'),
  82: country('KR', 'Korean', 'Asia/Seoul'),
  91: country('IN', 'Indian', 'Asia/Kolkata'),
  351: country('PT', 'Portuguese', 'Europe/Lisbon', 'Atlantic/Azores'),
  352: country('LU', 'Luxembourgish', 'Europe/Luxembourg'),
  353: country('IE', 'Irish', 'Europe/Dublin'),
  354: country('IS', 'Icelandic', 'Atlantic/Reykjavik'),
  358: country('FI', 'Finnish', 'Europe/Helsinki'),
  370: country('LT', 'Lithuanian', 'Europe/Vilnius'),
  371: country('LV', 'Latvian', 'Europe/Riga'),
  372: country('EE', 'Estonian', 'Europe/Tallinn'),
  380: country('UA', 'Ukrainian', 'Europe/Kyiv'),
  385: country('HR', 'Croatian', 'Europe/Zagreb'),
  386: country('SI', 'Slovenian', 'Europe/Ljubljana'),
  420: country('CZ', 'Czech', 'Europe/Prague'),
  421: country('SK', 'Slovak', 'Europe/Bratislava'),
  972: country('IL', 'Israeli', 'Asia/Jerusalem'),
};

/** Returns the country of a number by its first digits; +1 counts as the United States. */
export const countryOf = (number: PhoneNumber): Country | undefined =>
  [1, 2, 3].map((length) => BY_CODE[number.slice(1, 1 + length)]).find(Boolean);

const TOLL_FREE = /^\+1(?:800|833|844|855|866|877|888)/;

/** Returns the kind of registration a sender needs to text phones in the United States. */
export const kindOfSender = (number: PhoneNumber): 'toll-free' | 'american' | 'other' => {
  if (TOLL_FREE.test(number)) return 'toll-free';
  return number.startsWith('+1') ? 'american' : 'other';
};
