/** The settings shared by the relay and its peers. */
export const ACCOUNT_SID = `AC${'1'.repeat(32)}`;
export const AUTH_TOKEN = '2'.repeat(32);
export const PUBLIC_URL = 'https://relay.example.net';
export const RELAY_NUMBER = '+15550100000';

/** One person per connection, each with a session of their own. */
export const PEOPLE: readonly string[] = Array.from(
  { length: 64 },
  (_, at) => `+155502${1000 + at}`,
);
