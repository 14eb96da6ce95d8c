import { expect, test } from 'vitest';
import { loadValidSettings } from '../../src/config/valid-settings.ts';

const NEEDED = {
  PUBLIC_URL: 'https://relay.example',
  TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_PHONE_NUMBER: '+15550100000',
};

test('a file that cannot be read is all that is wrong: it may name the people', async () => {
  const { problems, missing, config } = await loadValidSettings({
    ...NEEDED,
    RELAY_CONFIG: '/nowhere/relay.yaml',
  });
  expect(problems).toEqual([expect.stringMatching(/^RELAY_CONFIG: cannot be read/)]);
  expect(missing).toEqual(new Set(['RELAY_CONFIG', 'ALLOWED_PHONE_NUMBER']));
  expect(config).toBeDefined();
});
