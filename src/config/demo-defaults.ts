import { randomBytes } from 'node:crypto';

/** The defaults of the demo: imaginary people, a random token for each start, nothing stored on disk. */
export const demoDefaults = (given: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  HOST: '127.0.0.1',
  PUBLIC_URL: `http://127.0.0.1:${given['PORT'] ?? 8000}`,
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: randomBytes(16).toString('hex'),
  TWILIO_PHONE_NUMBER: '+15550100000',
  ALLOWED_PHONE_NUMBER: '+15550100001,+15550100002:viewer',
  DATABASE_URL: 'memory:',
  LOG_LEVEL: 'warn',
  ANSWERS_PER_MINUTE: '1000000', // demo texts cost nothing
  ANSWERS_PER_DAY: '1000000',
});
