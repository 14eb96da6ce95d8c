import { expect, test } from 'vitest';
import { ACCOUNT_SID, RELAY_NUMBER } from '../support/account.ts';
import { startRelay } from '../support/relay.ts';

const start = (env: NodeJS.ProcessEnv) =>
  startRelay({
    env: {
      DATABASE_URL: 'memory:',
      TWILIO_ACCOUNT_SID: ACCOUNT_SID,
      TWILIO_PHONE_NUMBER: RELAY_NUMBER,
      TWILIO_API_URL: 'http://127.0.0.1:65534',
      ...env,
    },
  });

test('the demo serves its phones, guarded', async () => {
  await using relay = await start({ DEMO: '1', TWILIO_API_URL: '' });
  const { statusCode, headers } = await relay.service.http.inject('/phone');
  expect(statusCode).toBe(200);
  expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff' });
  expect(headers['content-security-policy']).toContain("connect-src 'self'");
});

test('what is served in production is these, and nothing else', async () => {
  await using relay = await start({ DEMO: '0' });
  const tree = relay.service.http.printRoutes({ commonPrefix: false });
  const routes = tree.split('\n').flatMap((line) => /\S+ \(.*\)/.exec(line)?.[0] ?? []);
  const isKnown = (route: string) => !route.startsWith('metrics');
  expect(routes.filter(isKnown).toSorted()).toEqual([
    '/ (GET, HEAD)',
    '/live (GET, HEAD)',
    '/ready (GET, HEAD)',
    '/status (POST)',
    'api/v2/alerts (POST)',
    'health (GET, HEAD)',
    'hooks/:source (POST, GET)',
    'sms (POST)',
    'v2/enqueue (POST)',
  ]);
});
