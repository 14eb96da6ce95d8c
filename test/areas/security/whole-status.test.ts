import { expect, test } from 'vitest';
import type { SecurityAlert, SecurityStatus } from '../../../src/areas/security/security.ts';
import { readFullStatus } from '../../../src/areas/security/whole-status.ts';
import { err, ok } from '../../../src/core/result.ts';

const ALERT: SecurityAlert = { severity: 'critical', message: 'Root login' };

async function read(status: SecurityStatus, missing?: string) {
  const about = { asOf: 0, source: 'x', ...(missing !== undefined && { missing }) };
  const answer = await readFullStatus({
    status: async () => ok({ ...about, value: status }),
    alerts: async () => ok({ ...about, value: { alerts: [ALERT] } }),
  });
  return answer.ok && { ...answer.value.value, missing: answer.value.missing };
}

test('a status with an alert of unknown severity is partial, and none of its counts is 0', async () => {
  expect(await read({ critical: 0, warnings: 0, unrated: 1 })).toEqual({
    unrated: 1,
    missing: '1 alert of unknown severity',
  });
  expect(await read({ critical: 0, warnings: 4, unrated: 2 }, 'no answer about logs')).toEqual({
    ...{ warnings: 4, unrated: 2 },
    missing: '2 alerts of unknown severity, no answer about logs',
  });
  expect(await read({ critical: 3, newest: 'Worm', unrated: 2 })).toMatchObject({ critical: 3 });
});

test('a status that does not count critical alerts is partial', async () => {
  expect(await read({ warnings: 2 })).toEqual({
    ...{ warnings: 2, missing: 'no count of critical alerts' },
  });
  expect(await read({ warnings: 2 }, 'first 3 of 9')).toMatchObject({ missing: 'first 3 of 9' });
});

test('a status that counts all is whole', async () => {
  expect(await read({ critical: 0, warnings: 2, unrated: 0 })).toMatchObject({ critical: 0 });
  expect(await read({ critical: 0, warnings: 2 })).toEqual({ critical: 0, warnings: 2 });
});

test('the newest critical alert is looked up where the status does not name it', async () => {
  expect(await read({ critical: 1, warnings: 0 })).toMatchObject({ newest: 'Root login' });
});

test('a failure stays one', async () => {
  const fails = async () => err({ kind: 'unreachable', service: 'X' } as const);
  expect(await readFullStatus({ status: fails, alerts: fails })).toMatchObject({ ok: false });
});
