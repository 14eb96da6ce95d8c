import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import type { RelayProcess } from '../support/process.ts';
import { type CrashScenario, openScenario } from './crash-scenario.ts';
import { hasDied } from './crashing-relay.ts';

const KEY = 'k'.repeat(40);
const OPEN = /^! freezer: Too warm, since/;
const OVER = /ok \d\d:\d\d: freezer/;
const ACKED = /acked by you/;
const HELD = /^Maintenance of freezer to [^\n]*: texts about it wait/;
const LISTED = /^Maintenance of freezer to [^\n]*\nEverybody is on call/;
const QUIET_MS = 4000;

const folder = mkdtempSync(join(tmpdir(), 'kill-alert-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A relay that is started again whenever it has died. */
async function keepRunning(scenario: CrashScenario, at: number) {
  let relay: RelayProcess = await start(at);
  let deaths = 0;
  let reviving = Promise.resolve();

  function start(dieAt: number): Promise<RelayProcess> {
    // Only what is reported to it makes alerts here, and not the imaginary homelab.
    const env = { DIE_AT: String(dieAt), API_KEY: KEY, COUNT_FROM: 'hi', TELL_STEPS: '1' };
    return scenario.start(env);
  }

  return {
    steps: (): number => relay.complaints.filter((line) => line.startsWith('step ')).length,
    deaths: () => deaths,
    /** Starts it again if it has died; once, however often it is called meanwhile. */
    revive(): Promise<void> {
      if (!hasDied(relay)) return reviving;
      const died = relay;
      reviving = reviving.then(async () => {
        if (relay !== died) return;
        deaths += 1;
        relay = await start(0);
      });
      return reviving;
    },
    /** Reports as Alertmanager does: until it is taken. */
    async report(status: 'firing' | 'resolved'): Promise<void> {
      const body = JSON.stringify({
        title: 'Too warm',
        subject: 'freezer',
        severity: 'critical',
        status,
      });
      for (;;) {
        await this.revive();
        const headers = { authorization: `Bearer ${KEY}` };
        const url = `${relay.address}/hooks/freezer`;
        const taken = await fetch(url, { method: 'POST', headers, body }).then(
          ({ status: code }) => code === 202,
          () => false,
        );
        if (taken) return;
        await sleep(50);
      }
    },
  };
}

/** The life of one alert: reported, told, acknowledged, held for maintenance, over. Returns the number of steps. */
async function live(at: number) {
  await using scenario = await openScenario(folder, 1000);
  const relay = await keepRunning(scenario, at);
  const { text, heard, count, until } = scenario;

  const waitFor = async (words: RegExp): Promise<void> => {
    await until(() => {
      void relay.revive();
      return count(words) > 0;
    });
  };
  await text('hi');
  await relay.report('firing');
  await waitFor(OPEN);
  const code = /^([A-Z]{1,2}\d) A=ack/m.exec(heard().find((it) => OPEN.test(it)) ?? '')?.[1];
  const say = async (words: string, answer: RegExp): Promise<void> => {
    for (let n = 0; count(answer) === 0 && n < 5; n += 1) {
      await relay.revive();
      await text(words);
      await sleep(100);
    }
  };
  await say(`${code} a`, ACKED);
  await say('maint freezer 1h', HELD);
  await say('maint', LISTED);
  const listed = heard().filter((it) => LISTED.test(it));
  await relay.report('resolved');
  await waitFor(OVER);
  await sleep(QUIET_MS / 10);
  await relay.revive();
  await sleep(QUIET_MS / 10);
  const isAnswer = (it: string): boolean => [ACKED, HELD, LISTED].some((one) => one.test(it));
  const told = heard().filter((it) => /freezer/.test(it) && !isAnswer(it));
  const steps = relay.steps();
  await scenario.kill('SIGKILL');
  return { told, listed, steps, deaths: relay.deaths() };
}

const rehearsal = await live(0);

test('the life of an alert has steps enough to die at', () => {
  expect(rehearsal.steps).toBeGreaterThan(40);
  expect(rehearsal.told).toEqual([expect.stringMatching(OPEN), expect.stringMatching(OVER)]);
});

const POINTS = Number(process.env['KILL_POINTS'] ?? 2);
const deaths = Array.from({ length: POINTS }, (_, n) =>
  Math.max(1, Math.floor(((n + 0.5) * rehearsal.steps) / POINTS)),
);

test.each(deaths)(
  'killed at step %i, it is told once, and once that it is over',
  async (at) => {
    const { told, listed } = await live(at);
    expect(told).toEqual([expect.stringMatching(OPEN), expect.stringMatching(OVER)]);
    expect(listed, 'one maintenance, however often it was asked for').not.toEqual([]);
  },
  60_000,
);
