import { RELAY } from './phone-number.ts';

export const ACCOUNT_SID = `AC${'0'.repeat(32)}`;
export const AUTH_TOKEN = 'a-token-that-must-never-be-logged';
export const PUBLIC_URL = 'https://relay.example.org';
export const RELAY_NUMBER = RELAY;
