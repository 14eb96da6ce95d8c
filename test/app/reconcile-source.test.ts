import { expect, test } from 'vitest';
import type { SourceAlert, SourceReading } from '../../src/alerts/alert-source.ts';
import { createAlertStatus } from '../../src/alerts/alert-status.ts';
import { loadCoverage } from '../../src/alerts/coverage.ts';
import { observe } from '../../src/alerts/observe.ts';
import { RECONCILE_TIMING } from '../../src/alerts/reconcile.ts';
import { endOutages } from '../../src/alerts/source-outage.ts';
import { createRound, type RoundOutcome } from '../../src/app/reconcile-source.ts';
import type { Failure } from '../../src/core/failure.ts';
import { err, ok, type Result } from '../../src/core/result.ts';
import { down, machine, openAlertHouse, up } from '../support/alert-house.ts';

/** A house with one source that can be asked. Its own webhooks are `house.report`. */
function openAsked({ url = 'http://kuma.lan' } = {}) {
  const house = openAlertHouse();
  const start = house.clock.now();
  let answer: () => Promise<Result<SourceReading, Failure>> = async () => ok(reading());
  const repairs: string[] = [];
  const roundOf = (address: string) =>
    createRound({
      source: {
        api: { source: 'kuma', read: () => answer() },
        settings: {
          ...{ kind: 'uptime-kuma', url: new URL(address), token: undefined, user: undefined },
          ...{ receiver: undefined, trust: { ca: undefined, fingerprint: undefined } },
        },
        severity: undefined,
      },
      ...{ alerts: house.alerts, timing: RECONCILE_TIMING, clock: house.clock },
      lowerOwn: (event) => event,
      countRound: (outcome) => void repairs.push(outcome),
      countRepairs: (repair, number) =>
        void repairs.push(...Array.from({ length: number }, () => repair)),
    });
  let round = roundOf(url);
  return {
    house,
    repairs,
    /** Moves the source to another address. */
    move(address: string) {
      round = roundOf(address);
    },
    /** Asks at that second; the answer may be prepared while something else happens. */
    async ask(
      at: number,
      given: Partial<SourceReading> | Failure,
      meanwhile?: () => Promise<void>,
    ): Promise<RoundOutcome> {
      await house.until(at);
      answer = async () => {
        await meanwhile?.();
        return 'kind' in given
          ? err(given)
          : ok({ ...reading(), startedAt: start - DAY_MS, ...given });
      };
      return round(new AbortController().signal);
    },
    stateOf: async (subject: string, source = 'kuma') => {
      const [alert] = await house.stores.alerts.alerts([{ source, key: subject }]);
      return alert?.state;
    },
    [Symbol.dispose]: () => house[Symbol.dispose](),
  };
}

const DAY_MS = 24 * 60 * 60_000;
const reading = (): SourceReading => ({ alerts: [], isWhole: true });

const shown = (
  subject: string,
  state: SourceAlert['state'] = 'firing',
  over: Parameters<typeof down>[1] = {},
): SourceAlert => ({
  state,
  event: state === 'well' ? up(subject, over) : down(subject, { title: 'down', ...over }),
});

const silent: Failure = { kind: 'timeout', service: 'kuma', afterMs: 8000 };

/** A source that is known: it showed an alert before that its reports named too. */
async function openKnown() {
  const asked = openAsked();
  await asked.house.report(0, down('old'));
  await asked.ask(1, { alerts: [shown('old')] });
  await asked.house.report(2, up('old'));
  return asked;
}

test('an alert whose begin was never reported is told', async () => {
  using asked = openAsked();
  await asked.ask(300, { alerts: [shown('nas')] });
  expect(await asked.house.text(315, 330)).toMatch(/^! nas: down.* \(kuma\)/);
  expect(asked.repairs).toEqual(['answered', 'begun']);
  await asked.ask(600, { alerts: [shown('nas')] });
  await asked.house.report(601, down('nas')); // its webhook after all
  await asked.house.nothingUntil(900);
});

test('an end that was never reported is told when two answers lack the alert', async () => {
  using asked = await openKnown();
  await asked.house.report(100, down('nas'));
  expect(await asked.house.text(115, 130)).toContain('nas');
  expect(await asked.ask(300, { alerts: [shown('nas')] })).toBe('settled');
  expect(await asked.ask(600, {})).toBe('doubtful');
  expect(await asked.stateOf('nas')).toBe('firing');
  expect(await asked.ask(720, {})).toBe('settled');
  expect(await asked.stateOf('nas')).toBe('resolved');
  expect(await asked.house.text(780, 800)).toMatch(/ ok .*nas/);
  expect(asked.repairs.filter((it) => it === 'ended')).toEqual(['ended']);
});

test('an alert that is said to be well is over with one answer', async () => {
  using asked = openAsked();
  await asked.house.report(0, down('nas'));
  await asked.ask(300, { alerts: [shown('nas', 'well')], isWhole: false });
  expect(await asked.stateOf('nas')).toBe('resolved');
});

test('nothing ends that was reported shortly before or after the question', async () => {
  using asked = await openKnown();
  await asked.house.report(100, down('nas'), down('ups'));
  await asked.ask(150, { alerts: [shown('nas', 'well')] });
  expect(await asked.stateOf('nas')).toBe('firing');
  expect(await asked.stateOf('ups')).toBe('firing');
  await asked.ask(400, { alerts: [shown('nas', 'well')] }, () =>
    asked.house.report(401, down('nas')),
  );
  expect(await asked.stateOf('nas')).toBe('firing');
});

test('an alert that is repeated between two answers that lack it is not over', async () => {
  using asked = await openKnown();
  await asked.house.report(100, down('nas'));
  await asked.ask(150, {});
  await asked.house.report(200, down('nas'));
  await asked.ask(290, {});
  expect(await asked.stateOf('nas')).toBe('firing');
  await asked.ask(411, {});
  expect(await asked.stateOf('nas')).toBe('resolved');
});

test('an end that was reported while the source was asked stays an end', async () => {
  using asked = openAsked();
  await asked.house.report(0, down('nas'));
  await asked.ask(300, { alerts: [shown('nas')] }, () => asked.house.report(301, up('nas')));
  expect(await asked.stateOf('nas')).toBe('resolved');
  await asked.ask(600, { alerts: [shown('nas')] }); // it does fire
  expect(await asked.stateOf('nas')).toBe('firing');
});

test('an alert that is silenced there neither begins nor ends, and is not stale', async () => {
  using asked = openAsked();
  await asked.house.report(0, down('nas'));
  expect(await asked.house.text(15, 30)).toContain('nas');
  for (let at = 300; at < 30 * 3600; at += 300) {
    await asked.ask(at, { alerts: [shown('nas', 'silenced'), shown('ups', 'silenced')] });
  }
  expect(await asked.stateOf('nas')).toBe('firing');
  expect(await asked.stateOf('ups')).toBeUndefined();
  expect(asked.house.sent.filter(({ text }) => /^\?| ok |ups/.test(text))).toEqual([]);
});

test('what is unclear changes nothing', async () => {
  using asked = await openKnown();
  await asked.house.report(100, down('nas'));
  for (const at of [400, 700, 1000]) {
    await asked.ask(at, { alerts: [shown('nas', 'unclear'), shown('ups', 'unclear')] });
  }
  expect(await asked.stateOf('nas')).toBe('firing');
  expect(await asked.stateOf('ups')).toBeUndefined();
});

test('nothing is over because a source started only now', async () => {
  using asked = await openKnown();
  await asked.house.report(100, down('nas'));
  const startedAt = asked.house.clock.now() + 300_000;
  for (const at of [420, 540, 660, 780, 900, 999]) await asked.ask(at, { startedAt });
  expect(await asked.stateOf('nas')).toBe('firing');
  await asked.ask(1001, { startedAt }); // it has run for ten minutes
  expect(await asked.stateOf('nas')).toBe('resolved');
});

test('nothing is over because a source starts again and again', async () => {
  using asked = await openKnown();
  await asked.house.report(100, down('nas'));
  for (let at = 300; at < 3600; at += 300) {
    await asked.ask(at, { startedAt: asked.house.clock.now() + 200_000 });
  }
  expect(await asked.stateOf('nas')).toBe('firing');
});

test('a source that does not tell when it started has to repeat itself for ten minutes', async () => {
  using asked = await openKnown();
  await asked.house.report(100, down('nas'));
  for (const at of [300, 420, 540, 899]) await asked.ask(at, { startedAt: undefined });
  expect(await asked.stateOf('nas')).toBe('firing');
  await asked.ask(901, { startedAt: undefined });
  expect(await asked.stateOf('nas')).toBe('resolved');
});

test('an answer that is not whole ends nothing by what it lacks', async () => {
  using asked = await openKnown();
  await asked.house.report(100, down('nas'));
  for (const at of [400, 700, 1000, 1300]) await asked.ask(at, { isWhole: false });
  expect(await asked.stateOf('nas')).toBe('firing');
});

test('a source that never showed an alert of its reports is perhaps another one, and ends nothing', async () => {
  using asked = openAsked();
  await asked.house.report(0, down('nas'));
  for (const at of [300, 600, 900, 1200]) {
    expect(await asked.ask(at, { alerts: [shown('foreign', 'silenced')] })).toBe('settled');
  }
  expect(await asked.stateOf('nas')).toBe('firing');
  await asked.ask(1500, { alerts: [shown('nas')] });
  asked.move('http://other.lan');
  for (const at of [1800, 2100, 2400]) await asked.ask(at, {});
  expect(await asked.stateOf('nas')).toBe('firing');
});

test('a heartbeat is neither given nor ended by an answer', async () => {
  using asked = await openKnown();
  const watchdog = down('Watchdog', { state: 'heartbeat', severity: 'info', subject: undefined });
  await asked.ask(50, { alerts: [{ state: 'firing', event: watchdog }] });
  expect(await asked.stateOf('Watchdog')).toBeUndefined();
  for (const at of [100, 400, 700]) await asked.house.report(at, watchdog);
  await asked.house.until(2000);
  expect(await asked.stateOf('Watchdog')).toBe('nodata'); // no report any more
  await asked.ask(2300, { alerts: [{ state: 'firing', event: watchdog }] });
  for (const at of [2600, 2900, 3200]) await asked.ask(at, {});
  expect(await asked.stateOf('Watchdog')).toBe('nodata');
});

test('a source that does not answer three times is told, and nothing of it ends', async () => {
  using asked = await openKnown();
  await asked.house.report(100, down('nas'));
  expect(await asked.house.text(115, 130)).toContain('nas');
  for (const at of [300, 600]) await asked.ask(at, silent);
  await asked.house.nothingUntil(890);
  for (const at of [900, 1200]) await asked.ask(at, silent);
  await asked.house.until(1300);
  expect(asked.house.sent.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/^! kuma no answer .*since 12:05/),
  );
  expect(await asked.stateOf('nas')).toBe('firing');
  await asked.ask(1500, { alerts: [shown('nas')] });
  expect(await asked.stateOf('source:kuma', 'self')).toBe('resolved');
  await asked.ask(1800, silent);
  expect(await asked.stateOf('source:kuma', 'self')).toBe('resolved');
});

test('a source that refuses the key says so', async () => {
  using asked = openAsked();
  for (const at of [0, 300, 600]) await asked.ask(at, { kind: 'denied', service: 'kuma' });
  await asked.house.until(800);
  expect(asked.house.sent[0]?.text).toMatch(/^! kuma refused our key/);
});

test('a missing monitor that may be paused ends without being called well', async () => {
  using asked = await openKnown();
  await asked.house.report(100, down('nas'));
  expect(await asked.house.text(115, 130)).toContain('nas');
  for (const at of [400, 600]) await asked.ask(at, { mayBePaused: true });
  expect(await asked.stateOf('nas')).toBe('resolved');
  await asked.house.nothingUntil(1500);
});

test('a source without ids finds its alerts by their names', async () => {
  using asked = openAsked();
  await asked.house.report(0, down('nas', { key: '17' }));
  await asked.ask(300, { alerts: [shown('nas')], isByName: true });
  expect(await asked.stateOf('nas')).toBeUndefined();
  await asked.ask(600, { alerts: [shown('nas', 'well')], isByName: true });
  expect(await asked.stateOf('17')).toBe('resolved');
});

test('the words of a report stay, whatever the answer leaves out', async () => {
  using asked = openAsked();
  const said = { title: 'timeout after 48 s', parents: ['7'], groupKey: 'g', detail: 'more' };
  await asked.house.report(0, down('nas', said));
  await asked.ask(300, { alerts: [shown('nas')] });
  const [alert] = await asked.house.stores.alerts.alerts([{ source: 'kuma', key: 'nas' }]);
  expect(alert).toMatchObject({ ...said, seenAt: asked.house.clock.now() });
});

test('what a source could not tell before fires once it says so', async () => {
  using asked = openAsked();
  await asked.house.report(0, down('nas', { state: 'nodata', title: 'unknown' }));
  await asked.ask(300, { alerts: [shown('nas')] });
  expect(await asked.stateOf('nas')).toBe('firing');
});

test('a source that does not answer is named beside what is open', async () => {
  using asked = openAsked();
  const status = createAlertStatus(asked.house.alerts, asked.house.clock);
  for (const at of [0, 300, 600]) await asked.ask(at, silent);
  await asked.house.until(800);
  expect(await status.read()).toMatchObject({
    text: 'A2 kuma: no answer',
    worst: { name: 'kuma', severity: 'warning' },
  });
});

test('an event without an end is left alone', async () => {
  using asked = await openKnown();
  await asked.house.report(100, down('cert', { state: 'info', severity: 'warning' }));
  for (const at of [400, 700]) await asked.ask(at, { alerts: [shown('cert', 'well')] });
  for (const at of [1000, 1300]) await asked.ask(at, {});
  expect(await asked.stateOf('cert')).toBe('info');
});

test('what was said about a source that is asked no more ends without a text', async () => {
  using asked = openAsked();
  for (const at of [0, 300, 600]) await asked.ask(at, silent);
  expect(await asked.house.text(700, 760)).toContain('kuma no answer');
  await asked.house.alerts.decide(({ decision }) =>
    observe(
      decision,
      endOutages(decision.book, () => true, { isWaived: true }),
    ),
  );
  await asked.house.nothingUntil(2000);
  expect(await asked.stateOf('source:kuma', 'self')).toBe('resolved');
});

test('a source ends no alert of another source', async () => {
  using asked = openAsked();
  await asked.house.report(0, down('nas', { source: 'gatus' }));
  await asked.ask(300, { alerts: [shown('nas', 'well')] });
  expect(await asked.stateOf('nas', 'gatus')).toBe('firing');
});

test('what a source watches is covered, also what is well, and its heartbeat is not', async () => {
  using asked = openAsked();
  const beat = down('Watchdog', { state: 'heartbeat', subject: undefined });
  await asked.ask(300, { alerts: [shown('nas', 'well'), { state: 'firing', event: beat }] });
  const [start, store] = [asked.house.clock.now() - 300_000, asked.house.stores.alerts];
  const coverage = {
    ...{ since: start + 300_000, names: ['nas'] },
    sources: [{ name: 'kuma', lastAt: start + 300_000, isGrouped: false, hasHeartbeat: false }],
  };
  expect(await loadCoverage(store)).toEqual(coverage);
  await asked.ask(600, {});
  expect(await loadCoverage(store)).toEqual(coverage); // nothing new within the hour
  await asked.ask(4500, {}); // a source without any alert answers, too
  expect((await loadCoverage(store))?.sources[0]?.lastAt).toBe(start + 4_500_000);
});

test('alerts whose begin was never reported are told with their cause', async () => {
  using asked = openAsked();
  const { house } = asked;
  const boxes = ['box1', 'box2', 'box3'];
  await house.learn(0, 'network', [
    machine('sw', [], 'device'),
    ...boxes.map((name) => machine(name, ['sw'])),
  ]);
  const key = 'network/device/sw';
  await house.report(250, down('sw', { source: 'self', key, title: 'down' }));
  expect(await house.text(270, 282)).toMatch(/^! sw down/);
  await asked.ask(300, { alerts: boxes.map((name) => shown(name)) });
  expect(await house.text(300, 700)).toMatch(/^! A2 now: sw down.*box1, box2, box3 \(3\)/);
  await house.nothingUntil(800);
});
