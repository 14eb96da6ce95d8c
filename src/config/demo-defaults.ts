import { randomBytes } from 'node:crypto';

/** What the demo fills in: an imaginary owner, a token made up for this start, nothing kept on disk. */
export const demoDefaults = (given: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  HOST: '127.0.0.1',
  PUBLIC_URL: `http://127.0.0.1:${given['PORT'] ?? 8000}`,
  TWILIO_AUTH_TOKEN: randomBytes(16).toString('hex'),
  ALLOWED_PHONE_NUMBER: '+15550100001',
  DATABASE_URL: 'memory:',
  LOG_LEVEL: 'warn',
});
