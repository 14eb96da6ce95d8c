import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SourceReading } from '../../src/alerts/alert-source.ts';
import { RECONCILE_TIMING } from '../../src/alerts/reconcile.ts';
import { createRound } from '../../src/app/reconcile-source.ts';
import type { Failure } from '../../src/core/failure.ts';
import { err, ok, type Result } from '../../src/core/result.ts';
import { type AlertHouse, down, openAlertHouse, up } from '../support/alert-house.ts';

const KEYS = ['nas', 'ups', 'web'] as const;
type Key = (typeof KEYS)[number];

const FORGETFUL_MS = 5 * 60_000;

type Step =
  | { readonly is: 'begin' | 'end'; readonly key: Key; readonly isLost: boolean }
  | { readonly is: 'restart' }
  | { readonly is: 'ask'; readonly answer: 'whole' | 'half' | 'none'; readonly seconds: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    is: fc.constantFrom('begin' as const, 'end' as const),
    ...{ key: fc.constantFrom(...KEYS), isLost: fc.boolean() },
  }),
  fc.record({ is: fc.constant('restart' as const) }),
  fc.record({
    is: fc.constant('ask' as const),
    answer: fc.constantFrom('whole' as const, 'whole' as const, 'half' as const, 'none' as const),
    seconds: fc.integer({ min: 1, max: 400 }),
  }),
);

/** A source whose alerts begin and end, whether its reports arrive or not. After a start it knows none of them for a while. */
function openModel(house: AlertHouse) {
  const firing = new Set<Key>();
  let restartedAt = house.clock.now() - 24 * 60 * 60_000;
  let answer: 'whole' | 'half' | 'none' = 'whole';

  async function read(): Promise<Result<SourceReading, Failure>> {
    if (answer === 'none') return err({ kind: 'unreachable', service: 'kuma' });
    const isForgetful = house.clock.now() - restartedAt < FORGETFUL_MS;
    const alerts = isForgetful ? [] : [...firing].map((key) => ({ key }));
    return ok({
      alerts: (answer === 'half' ? alerts.slice(0, 1) : alerts).map(({ key }) => ({
        ...{ state: 'firing', event: down(key) },
      })),
      ...{ isWhole: answer === 'whole', startedAt: restartedAt },
    });
  }

  const round = createRound({
    source: {
      api: { source: 'kuma', read },
      settings: {
        ...{ kind: 'alertmanager', url: new URL('http://kuma.lan'), token: undefined },
        ...{ user: undefined, receiver: undefined },
        trust: { ca: undefined, fingerprint: undefined },
      },
      severity: undefined,
    },
    ...{ alerts: house.alerts, timing: RECONCILE_TIMING, clock: house.clock },
    lowerOwn: (event) => event,
    ...{ countRound: () => {}, countRepairs: () => {} },
  });

  return {
    firing,
    restart() {
      restartedAt = house.clock.now();
    },
    async ask(how: typeof answer, seconds: number) {
      house.clock.advance(seconds * 1000);
      answer = how;
      await round(new AbortController().signal);
    },
  };
}

async function storedFiring(house: AlertHouse): Promise<ReadonlySet<string>> {
  const alerts = await house.stores.alerts.alerts(KEYS.map((key) => ({ source: 'kuma', key })));
  return new Set(alerts.filter(({ state }) => state === 'firing').map(({ key }) => key));
}

type Model = ReturnType<typeof openModel>;

/** Something happens at the source; its report arrives, or does not. */
async function change(
  house: AlertHouse,
  { firing }: Model,
  { is, key, isLost }: Extract<Step, { key: Key }>,
): Promise<void> {
  if (is === 'begin') firing.add(key);
  else firing.delete(key);
  if (!isLost) await house.alerts.receive([is === 'begin' ? down(key) : up(key)]);
}

/** Returns the alerts that fire after a step and that the relay was told of: it must not forget them. */
function knownAfter(one: Step, known: readonly Key[]): readonly Key[] {
  if (!('key' in one)) return known;
  const others = known.filter((key) => key !== one.key);
  if (one.is === 'end') return others;
  return one.isLost ? known : [...others, one.key];
}

/** First the source shows an alert that it reported. */
const FAMILIAR: readonly Step[] = [
  { is: 'begin', key: 'nas', isLost: false },
  { is: 'begin', key: 'ups', isLost: false },
  { is: 'ask', answer: 'whole', seconds: 200 },
];

async function play(steps: readonly Step[]): Promise<void> {
  using house = openAlertHouse();
  const model = openModel(house);
  let known: readonly Key[] = [];
  for (const one of [...FAMILIAR, ...steps]) {
    house.clock.advance(1000);
    if ('key' in one) await change(house, model, one);
    else if (one.is === 'ask') await model.ask(one.answer, one.seconds);
    else model.restart();
    known = knownAfter(one, known);
    const stored = await storedFiring(house);
    expect(known.filter((key) => !stored.has(key))).toEqual([]); // over, and it fires
  }
  for (let n = 0; n < 4; n += 1) await model.ask('whole', 300);
  expect(await storedFiring(house)).toEqual(model.firing);
}

test('whatever is lost, nothing is over that fires, and in the end all is known', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), play), {
    numRuns: 100,
  });
}, 60_000);
