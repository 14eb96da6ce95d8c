import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, RELAY_NUMBER } from '../support/account.ts';
import { ALICE } from '../support/phone-number.ts';
import { startRelay } from '../support/relay.ts';

const SCRIPT = join(import.meta.dirname, '../../scripts/test-webhook.sh');
const run = promisify(execFile);

test('the script texts any relay as Twilio would, signed', async () => {
  await using relay = await startRelay();
  const AT = await relay.service.http.listen({ host: '127.0.0.1', port: 0 });
  const env = {
    PATH: process.env['PATH'],
    ...{ AT, PUBLIC_URL, TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_PHONE_NUMBER: RELAY_NUMBER },
    ALLOWED_PHONE_NUMBER: `${ALICE}:operator,+15550109999`,
  };
  const text = async (token: string, body: string) =>
    (await run(SCRIPT, [body], { env: { ...env, TWILIO_AUTH_TOKEN: token } })).stdout;

  expect(await text(AUTH_TOKEN, 'pve vms & "more"')).toMatch(/<Message>[\s\S]*200 in/);
  expect(await text(AUTH_TOKEN, '2')).toContain('DEMO Proxmox OK');
  expect(await text('another-token', '2')).toMatch(/403 in/);
  const stranger = await run(SCRIPT, ['2'], {
    env: { ...env, TWILIO_AUTH_TOKEN: AUTH_TOKEN, FROM: '+15550109998' },
  });
  expect(stranger.stdout).toMatch(/<Response\/>\s*200 in/);
});
