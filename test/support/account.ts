export const AUTH_TOKEN = 'a-token-that-must-never-be-logged';
export const PUBLIC_URL = 'https://relay.example.org';
