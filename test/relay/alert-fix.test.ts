import { expect, test } from 'vitest';
import { advanceUntil, rest } from '../support/advance-until.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { WITHOUT_ALERTS } from '../support/without-alerts.ts';

const API_KEY = 'k'.repeat(40);

const headers = { authorization: `Bearer ${API_KEY}` };

async function report({ service }: Relay, status: string): Promise<void> {
  const payload = { title: 'no answer', subject: 'plex', severity: 'critical', status };
  const response = await service.http.inject({
    ...{ method: 'POST', url: '/hooks/kuma', headers, payload },
  });
  expect(response.statusCode).toBe(202);
}

async function says({ alice }: Relay, text: string): Promise<string> {
  await alice.texts(text);
  return alice.reads();
}

/** Lets time pass, no faster than the homelab answers. */
async function wait({ clock }: Relay, seconds: number): Promise<void> {
  const step = Math.max(1, seconds / 60);
  for (let second = 0; second < seconds; second += step) {
    clock.advance(1000 * step);
    await rest(5);
  }
}

/** Lets time pass until the answer to a text matches. */
async function until(relay: Relay, text: string, pattern: RegExp): Promise<string> {
  let answer = '';
  for (let tries = 0; tries < 60; tries += 1) {
    answer = await says(relay, text);
    if (pattern.test(answer)) return answer;
    await wait(relay, 5);
  }
  throw new Error(`"${text}" is answered by ${answer}`);
}

const codeOf = (list: string): string => /! ([A-Z]{1,2}\d) plex/.exec(list)?.[1] ?? 'no code';

test('what helped before is offered, and its answer is the usual question with a code', async () => {
  const clock = new FakeClock();
  const env = { ...WITHOUT_ALERTS, API_KEY, ANSWERS_PER_MINUTE: '60', ANSWERS_PER_DAY: '1000' };
  await using relay = await startRelay({ env, clock });
  await relay.service.http.listen({ host: '127.0.0.1', port: 0 }); // the demo is its own carrier
  await until(relay, 'why plex', /^DEMO plex > pve1/);
  await report(relay, 'firing');
  const code = codeOf(await until(relay, 'alerts', /! [A-Z]{1,2}\d plex/));
  expect(await says(relay, `${code} fix`)).toMatch(/no fix is known/);

  const question = await says(relay, 'reboot plex');
  const [, word = ''] = /OK (\d{6})/.exec(question) ?? [];
  await advanceUntil(clock, relay.alice.texts(`OK ${word}`));
  relay.alice.reads();
  await until(relay, 'log', /plex is back after its reboot/);
  await report(relay, 'resolved');
  await until(relay, 'alerts', /plex: no answer, over/);

  await wait(relay, 16 * 60);
  await report(relay, 'firing');
  const next = codeOf(await until(relay, 'alerts', /! [A-Z]{1,2}\d plex/));
  expect(next).not.toBe(code);
  expect(await says(relay, `${next} d`)).toContain('Helped before: reboot plex.');
  expect(await says(relay, `${next} fix`)).toMatch(
    /^DEMO Reboot LXC 202 plex on pve1\?\n.*\nText OK \d{6} within 5 min, NO to drop\.$/,
  );
  await relay.bob.texts(`${next} fix`);
  relay.bob.hears(/^This number may only look\./);
});
