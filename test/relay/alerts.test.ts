import { expect, test } from 'vitest';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/phone-number.ts';
import { startRelay } from '../support/relay.ts';
import { WITHOUT_ALERTS } from '../support/without-alerts.ts';

const API_KEY = 'k'.repeat(40);

test('an alert of a monitoring tool is on the status line and in the list, and is answered by its code', async () => {
  const clock = new FakeClock();
  await using relay = await startRelay({ env: { ...WITHOUT_ALERTS, API_KEY }, clock });
  const { bob, service } = relay; // bob looks only, and is not texted first
  const report = async (status: string): Promise<number> => {
    const headers = { authorization: `Bearer ${API_KEY}` };
    const payload = { title: 'Too warm', subject: 'freezer', severity: 'critical', status };
    const response = await service.http.inject({
      ...{ method: 'POST', url: '/hooks/freezer', headers, payload },
    });
    return response.statusCode;
  };
  expect(await report('firing')).toBe(202);
  await clock.elapse(10_000);
  await bob.texts('hi');
  bob.hears(/^DEMO ! [A-Z]{1,2}\d freezer: Too warm\./);
  await bob.texts('alerts');
  const list = bob.reads();
  expect(list).toMatch(/^DEMO 1 alert open\n1 ! [A-Z]{1,2}\d freezer: Too warm/);
  expect(list).toContain('Network alerts');
  const code = /! ([A-Z]{1,2}\d)/.exec(list)?.[1] ?? '';
  await bob.texts('1');
  bob.hears(new RegExp(`^DEMO ${code} open, since`));
  await bob.texts(`${code} a`);
  bob.hears(/^This number may only look\./);
  await bob.texts('1');
  bob.reads();
  await bob.texts('alerts'); // those of the network, from its own screen
  bob.hears(/^DEMO Network: no alerts/);
  expect(await report('resolved')).toBe(202);
  await clock.elapse(30_000);
  await bob.texts('home');
  bob.hears(/^DEMO OK\./);
});

test('a drill by text is for those who may act', async () => {
  await using relay = await startRelay({ env: WITHOUT_ALERTS });
  const { alice, bob } = relay;
  await alice.texts('Drill!');
  alice.hears(/^DEMO DRILL: no storm in the last 7 days, never two alerts within an hour\.\n/);
  await bob.texts('drill');
  bob.hears(/^This number may only look\./);
});

test('anybody may ask for the gaps', async () => {
  await using relay = await startRelay({ env: WITHOUT_ALERTS });
  await relay.bob.texts('gaps?');
  relay.bob.hears(/^DEMO (?:No gap is known\.|\d+ gaps?\. Nothing watches: )/);
});

test('when the one on call has opted out of texts, the others hear at once', async () => {
  const clock = new FakeClock();
  const env = { ...WITHOUT_ALERTS, API_KEY, ALLOWED_PHONE_NUMBER: `${ALICE},${BOB}` };
  await using relay = await startRelay({ env, clock });
  const { alice, bob, service } = relay;
  await alice.texts('oncall me 4h');
  alice.hears(/^\.\.\.01 is on call to/);
  await alice.texts('STOP');
  await clock.elapse(5000);
  const headers = { authorization: `Bearer ${API_KEY}` };
  const payload = { title: 'Too warm', subject: 'freezer', severity: 'critical', status: 'firing' };
  await service.http.inject({ method: 'POST', url: '/hooks/freezer', headers, payload });
  await clock.elapse(60_000);
  await bob.texts('alerts');
  const code = /! ([A-Z]{1,2}\d)/.exec(bob.reads())?.[1] ?? '';
  await bob.texts(`${code} w`);
  bob.hears(new RegExp(`^${code}: nobody has answered\\. Texted: \\.\\.\\.02\\.`));
});
