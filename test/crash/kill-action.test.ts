import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import type { AuditEvent } from '../../src/audit/audit.ts';
import type { RelayProcess } from '../support/process.ts';
import { type CrashScenario, openScenario } from './crash-scenario.ts';
import { hasDied } from './crashing-relay.ts';

const SECOND = 1000;

/** How long a reboot takes: told in the answer to the confirmation, or by a text of its own. */
const PACES = { quick: SECOND, slow: 9 * SECOND };

interface Death {
  readonly pace: keyof typeof PACES;
  /** At this step, counted from the confirmation on; 0: not at all. */
  readonly at: number | 'the call';
}

const QUESTION = 'Reboot LXC 202 plex on pve1';
const RESTARTED = `Restarted during: ${QUESTION}? Result unknown, checking.`;
const UNCONFIRMED = `Sent, not confirmed: ${QUESTION}`;
const UP = /^plex is back after its reboot, [\dms ]+\./;
const RESULT = new RegExp(`${UP.source}|^${UNCONFIRMED}$`);
const NO_CODE = /^Nothing waits for (?:a code|this code any more)\./;
const AGAIN = /^(?:Done|Unknown|Under way since) /;
const ANSWER = new RegExp(`${UP.source}|${NO_CODE.source}|${AGAIN.source}|^Sent(?:\\.|, but)`);

const CONFIRMATION = `SM${'1'.repeat(32)}`;

const folder = mkdtempSync(join(tmpdir(), 'kill-action-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Ask for a reboot until asked back, for in fast time a busy machine is a slow one. */
async function ask(scenario: CrashScenario): Promise<string> {
  const { text, heard, until } = scenario;
  const before = heard().length;
  const answer = () =>
    heard()
      .slice(before)
      .find((it) => /OK \d{6}|is called|cannot be looked at|not possible now/.test(it));
  await text('reboot plex');
  await until(() => answer() !== undefined);
  const [ok] = /OK \d{6}/.exec(answer() ?? '') ?? [];
  return ok ?? ask(scenario);
}

/** For whatever else may come. */
const settle = () => sleep(SECOND / 4);

/** A reboot is asked for and confirmed, and the relay dies on the way. */
async function live(scenario: CrashScenario, { at }: Death) {
  const { proxmox, count, until, text } = scenario;
  const relay = await scenario.start({ DIE_AT: String(at), COUNT_FROM: 'OK', TELL_STEPS: '1' });
  const ok = await ask(scenario);
  if (at === 'the call') proxmox.interrupt = ({ method }) => dieDuring(method, relay);
  await text(ok, CONFIRMATION);
  await until(() => hasDied(relay) || count(UP) > 0);
  await settle();
  const isDead = hasDied(relay);
  await scenario.kill(at === 0 ? 'SIGTERM' : 'SIGKILL'); // on a busy machine a life may have fewer steps
  return { ok, isDead, steps: relay.complaints };
}

function dieDuring(method: string, relay: RelayProcess): undefined {
  if (method === 'POST') relay.child.kill('SIGKILL');
}

async function rehearse(pace: Death['pace']) {
  await using scenario = await openScenario(folder, PACES[pace]);
  const { steps, isDead } = await live(scenario, { pace, at: 0 });
  const { events, broken } = await scenario.record();
  const { heard, proxmox } = scenario;
  return { pace, steps, isDead, events, broken, heard: heard(), reboots: proxmox.reboots() };
}

const rehearsals = await Promise.all([rehearse('quick'), rehearse('slow')]);

test.for(rehearsals)('without a death a $pace reboot is done and told once', (rehearsal) => {
  const { isDead, events, broken, heard, reboots } = rehearsal;
  expect([isDead, reboots, broken]).toEqual([false, 1, undefined]);
  expect(events).toEqual(['asked', 'started', 'sent', 'done']);
  expect(heard.filter((text) => RESULT.test(text))).toHaveLength(1);
});

type Reached = 'nothing' | 'start' | 'end';

function reached(events: readonly AuditEvent[]): Reached {
  if (!events.includes('started')) return 'nothing';
  return events.includes('done') ? 'end' : 'start';
}

/** What the person hears after the restart, by what was on record when the relay died. */
const EPILOGUES: Readonly<Record<Reached, (scenario: CrashScenario, ok: string) => Promise<void>>> =
  {
    async nothing(scenario, ok) {
      const { proxmox, count, until, text } = scenario;
      await text(ok);
      await until(() => count(NO_CODE) > 0 || count(RESULT) > 0);
      await settle();
      expect(count(RESTARTED)).toBe(0);
      // The question waited for its code over the restart, unless the code was spent before.
      if (count(RESULT) === 0) {
        expect(proxmox.reboots()).toBe(0);
        await text(await ask(scenario));
        await until(() => count(UP) > 0);
      }
      expect(proxmox.reboots()).toBe(1);
    },

    async start({ proxmox, heard, count, until }) {
      await until(() => count(RESULT) > 0 && count(ANSWER) > 0);
      await settle();
      expect(count(ANSWER)).toBeGreaterThan(0);
      const told = heard().filter((text) => text === RESTARTED || RESULT.test(text));
      const result: unknown = proxmox.reboots() > 0 ? expect.stringMatching(UP) : UNCONFIRMED;
      expect(told).toHaveLength(2); // in whichever order they arrive
      expect(told).toEqual(expect.arrayContaining([RESTARTED, result]));
      expect(proxmox.reboots()).toBeLessThanOrEqual(1);
    },

    async end({ proxmox, heard, count, until }) {
      await until(() => heard().some((text) => text.includes('plex is back after its reboot, ')));
      await settle();
      expect([proxmox.reboots(), count(RESTARTED), count(UNCONFIRMED)]).toEqual([1, 0, 0]);
      const versions = heard().filter((text) => UP.test(text));
      expect(heard().join('\n')).toContain('plex is back after its reboot, ');
      expect(new Set(versions).size).toBeLessThanOrEqual(1); // a death may repeat a text
      expect(versions.length).toBeLessThanOrEqual(2);
    },
  };

const everyDeath: readonly Death[] = rehearsals.flatMap(({ pace, steps }) =>
  steps.map((_, index) => ({ pace, at: index + 1 })),
);

/** A share of the steps: all of them together take five minutes. */
const STRIDE = Number(process.env['KILL_STRIDE'] ?? (process.env['CI'] ? 4 : 144));
const deaths: readonly Death[] = [
  { pace: 'quick', at: 'the call' },
  { pace: 'slow', at: 'the call' },
  ...everyDeath.filter((_, index) => index % STRIDE === Math.floor(STRIDE / 2)),
];

let died = 0;
// Acknowledgments ride with the next commit: a life may have fewer steps than the rehearsal.
afterAll(() => expect(died).toBeGreaterThan(deaths.length * 0.5));

test.concurrent.for(deaths)(
  'killed at $at of a $pace reboot, it is done at most once and the person knows',
  { timeout: 60_000 },
  async (death) => {
    await using scenario = await openScenario(folder, PACES[death.pace]);
    const { ok, isDead, steps } = await live(scenario, death);
    died += isDead ? 1 : 0;
    const { events, sids } = await scenario.record();
    scenario.proxmox.interrupt = undefined;
    await scenario.start();
    // What was never written down has to come again; the rest the carrier may try again, or not.
    const comesAgain = !sids.has(CONFIRMATION) || Number(death.at) % 2 === 0;
    if (comesAgain) await scenario.text(ok, CONFIRMATION);
    const scene = () => [steps.at(-1), events.join(), ...scenario.heard()].join('\n--\n');
    try {
      await EPILOGUES[reached(events)](scenario, ok);
      await scenario.kill('SIGTERM');
    } catch (cause) {
      throw new Error(scene(), { cause });
    }
    expect((await scenario.record()).broken, scene()).toBeUndefined();
  },
);
