import { expect, test } from 'vitest';
import { networkActions } from '../../../src/areas/network/actions.ts';
import { createBlockedClients } from '../../../src/areas/network/blocked-clients.ts';
import {
  type Client,
  type Device,
  NETWORK_VERBS,
  type NetworkChange,
  type Port,
} from '../../../src/areas/network/network.ts';
import { portOccupants } from '../../../src/areas/network/port-occupants.ts';
import { createLocalTime } from '../../../src/core/local-time.ts';
import { ok } from '../../../src/core/result.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeInventory } from '../../support/fake-inventory.ts';
import { ALICE } from '../../support/people.ts';

const PHONE: Client = {
  id: '3c:ec:ef:00:00:01',
  name: 'annas-iphone',
  ip: '10.0.0.5',
  wired: false,
  connectedSec: 3600,
};
const CAMERA: Client = { ...PHONE, id: '3c:ec:ef:00:00:02', name: 'camera-door', wired: true };
const SWITCH_ID = '74:ac:b9:00:00:02';
const SWITCH: Device = { ids: [SWITCH_ID, 'uuid-2'], name: 'USW-Rack', kind: 'switch' };
const AP_ID = '74:ac:b9:00:00:03';
const AP: Device = { ids: [AP_ID], name: 'AP-Hall', kind: 'access-point' };

/** A network that can be told what is in it from one look to the next. */
function startNetwork() {
  const clock = new FakeClock();
  const time = createLocalTime(clock, 'UTC');
  const sent: NetworkChange[] = [];
  const home = {
    clients: [PHONE, CAMERA] as readonly Client[],
    gear: [SWITCH, { ...AP, uptimeSec: 3600 }] as readonly Device[],
    ports: [{ number: 5, poe: true }] as readonly Port[],
    missing: undefined as string | undefined,
  };
  const answer = <T>(value: T) =>
    ok({ value, asOf: clock.now(), source: 'x', missing: home.missing });
  const actions = networkActions(
    {
      status: async () => answer({}),
      details: async () => answer({ gear: [...home.gear] }),
      alerts: async () => answer({ alerts: [] }),
      clients: async () => answer({ clients: [...home.clients] }),
      ports: async () => answer({ ports: [...home.ports] }),
      changes: {
        verbs: async () => new Set(NETWORK_VERBS),
        async act(wish) {
          sent.push(wish);
          return ok(undefined);
        },
      },
    },
    { time, blocked: createBlockedClients(time, new FakeInventory()) },
  );
  const action = (verb: string) => {
    const found = actions.find((it) => it.verb === verb);
    if (!found) throw new Error(`nobody can ${verb}`);
    return found;
  };
  /** Plans and sends it; what was seen goes with it. */
  const begin = async (verb: string, input: object) => {
    const plan = await action(verb).plan(input, ALICE);
    if (!plan.ok) throw new Error(plan.error.kind);
    const { evidence } = plan.value;
    await action(verb).execute(input, evidence, ALICE);
    const startedAt = clock.now();
    const stored = structuredClone(evidence); // what an earlier process kept
    return {
      plan: plan.value,
      isSame: async () => {
        const again = await action(verb).plan(input, ALICE);
        return again.ok && action(verb).isSame(plan.value, again.value);
      },
      look: () => action(verb).verify(input, stored, clock.now() - startedAt),
    };
  };
  return { clock, home, sent, action, begin };
}

test.for<readonly [string, Partial<Client> | 'away', string | undefined]>([
  ['is still connected as before', {}, undefined],
  ['is connected for longer', { connectedSec: 3607 }, undefined],
  ['does not say since when', { connectedSec: undefined }, undefined],
  ['is connected anew', { connectedSec: 2 }, 'annas-iphone reconnected, 7s.'],
  ['is away', 'away', 'annas-iphone is off the network, 7s.'],
])('a client that was kicked and %s', async ([, change, words]) => {
  const { clock, home, sent, begin } = startNetwork();
  const { plan, look } = await begin('kick', { id: PHONE.id });
  expect(plan).toMatchObject({
    question: 'Kick annas-iphone (10.0.0.5)?',
    note: 'It reconnects by itself.',
  });
  expect(sent).toEqual([{ verb: 'kick', id: PHONE.id }]);
  clock.advance(7000);
  home.clients = change === 'away' ? [] : [{ ...PHONE, ...change }];
  expect(await look()).toEqual(words === undefined ? { state: 'open' } : { state: 'done', words });
});

test('evidence of something else proves nothing', async () => {
  const { home, action } = startNetwork();
  home.clients = [];
  expect(await action('kick').verify({ id: PHONE.id }, {}, 0)).toEqual({ state: 'open' });
  expect(await action('kick').execute({ id: PHONE.id }, {}, ALICE)).toMatchObject({
    error: { kind: 'bad-input' },
  });
});

test.for<readonly [string, number | undefined, boolean]>([
  ['stays', 3605, true],
  ['came back', 2, false],
  ['says nothing', undefined, false],
])('the code for a port whose camera %s is good for it: %s', async ([, connectedSec, is]) => {
  const { clock, home, begin } = startNetwork();
  home.ports = [five({ holds: [CAMERA.id] })];
  const { isSame } = await begin('cycle', { id: SWITCH_ID, number: '5' });
  clock.advance(5000);
  home.clients = [{ ...CAMERA, connectedSec }];
  expect(await isSame()).toBe(is);
});

test.for<readonly [string, readonly Client[], string | undefined]>([
  ['back', [PHONE], 'annas-iphone is on the network, 7s.'],
  ['still away', [CAMERA], undefined],
])('a client that was let in again and is %s', async ([, clients, words]) => {
  const { clock, home, begin } = startNetwork();
  home.clients = [CAMERA];
  const { plan, look } = await begin('unblock', { id: PHONE.id });
  expect(plan.question).toBe(`Let ${PHONE.id} back on the network?`);
  clock.advance(7000);
  home.clients = clients;
  expect(await look()).toEqual(words === undefined ? { state: 'open' } : { state: 'done', words });
});

test('a wired client is not kicked', async () => {
  const { action } = startNetwork();
  expect(await action('kick').plan({ id: CAMERA.id }, ALICE)).toMatchObject({
    error: { hint: 'camera-door is wired, only wifi can be kicked.' },
  });
});

const five = (about: Partial<Port> = {}): Port => ({ number: 5, poe: true, ...about });

test.for<readonly [string, readonly Port[], string, string | undefined]>([
  ['nobody knows who is on it', [five()], 'Power-cycle port 5 of USW-Rack?', undefined],
  [
    'a camera is on it',
    [five({ powers: true, holds: [CAMERA.id] })],
    'Power-cycle port 5 of USW-Rack?',
    'camera-door loses power.',
  ],
  [
    'several are on it',
    [five({ holds: [CAMERA.id, PHONE.id, '74:ac:b9:00:00:03'] })],
    'Power-cycle port 5 of USW-Rack?',
    'annas-iphone, camera-door, AP-Hall lose power.',
  ],
  [
    'it gives no power',
    [five({ powers: false, holds: [CAMERA.id] })],
    'Power-cycle port 5 of USW-Rack?',
    'It gives no power now.',
  ],
])('the question about a port when %s', async ([, ports, question, note]) => {
  const { home, action } = startNetwork();
  home.ports = ports;
  expect(await action('cycle').plan({ id: SWITCH_ID, number: '5' }, ALICE)).toMatchObject({
    value: { question, ...(note !== undefined && { note }) },
  });
});

test.for<readonly [string, readonly Port[], string]>([
  ['cannot give power', [five({ poe: false })], 'Port 5 of USW-Rack gives no power.'],
  ['is not there', [five({ number: 1 }), five({ number: 4 })], 'USW-Rack has ports 1 to 4.'],
  ['is not told of', [], 'USW-Rack tells of no ports.'],
])('no question about a port that %s', async ([, ports, hint]) => {
  const { home, action } = startNetwork();
  home.ports = ports;
  expect(await action('cycle').plan({ id: SWITCH_ID, number: '5' }, ALICE)).toMatchObject({
    error: { kind: 'bad-input', hint },
  });
});

test.for<readonly [string, number | undefined, number | undefined, string | undefined]>([
  ['stayed up', 3607, 3607, undefined],
  ['came back', 3, 3607, 'camera-door back, 7s.'],
  ['came back with its access point', 3, 4, 'camera-door, AP-Hall back, 7s.'],
  ['says nothing', undefined, undefined, undefined],
])('a port that was cycled, whose client %s', async ([, camera, ap, words]) => {
  const { clock, home, sent, begin } = startNetwork();
  home.ports = [five({ holds: [CAMERA.id, '74:ac:b9:00:00:03'] })];
  const { look } = await begin('cycle', { id: SWITCH_ID, number: '5' });
  expect(sent).toEqual([{ verb: 'cycle', id: SWITCH_ID, gear: SWITCH, port: 5 }]);
  clock.advance(7000);
  home.clients = [{ ...CAMERA, connectedSec: camera }];
  home.gear = [SWITCH, { ...AP, uptimeSec: ap }];
  expect(await look()).toEqual(words === undefined ? { state: 'open' } : { state: 'done', words });
});

test.for([
  ['restart', { id: SWITCH_ID }],
  ['cycle', { id: SWITCH_ID, number: '5' }],
] as const)(
  '%s is sent as it was planned, without another look that might fail',
  async ([verb, input]) => {
    const { home, sent, action } = startNetwork();
    expect(await action(verb).execute(input, {}, ALICE)).toMatchObject({
      error: { kind: 'bad-input' },
    });
    const plan = await action(verb).plan(input, ALICE);
    home.gear = [];
    expect(await action(verb).execute(input, plan.ok ? plan.value.evidence : {}, ALICE)).toEqual(
      ok(undefined),
    );
    expect(sent).toMatchObject([{ verb, gear: SWITCH }]);
  },
);

test('those on a port are those that say so of the right switch', () => {
  const on = (uplinkId: string, uplinkPort: number) => ({ uplinkId, uplinkPort });
  expect(
    portOccupants(SWITCH, five(), [
      { ...CAMERA, ...on('74:ac:b9:00:00:02', 5) },
      { ...PHONE, ...on('74:ac:b9:00:00:02', 4) },
      { ...PHONE, ...on('74:ac:b9:00:00:99', 5) },
      { ...PHONE, uplinkPort: 5 },
      { ...AP, ...on('uuid-2', 5) },
    ]),
  ).toEqual([CAMERA.id, '74:ac:b9:00:00:03']);
});

test('who was on the network all along proves no unblock', async () => {
  const { clock, begin } = startNetwork();
  const { plan, look } = await begin('unblock', { id: PHONE.id });
  expect(plan.note).toBe('It is on the network now.');
  clock.advance(7000);
  expect(await look()).toEqual({ state: 'open' });
});

test('a client can be let in by its name when it was blocked from here, and by no other words', async () => {
  const { begin, action } = startNetwork();
  const byWords = (words: string) => action('unblock').parseArguments?.(words);
  expect(byWords('annas-iphone')).toBeUndefined();
  await begin('block', { id: PHONE.id });
  expect(byWords('Annas-iPhone')).toEqual({ id: PHONE.id });
  expect(byWords('3C-EC-EF-00-00-01')).toEqual({ id: PHONE.id });
  expect(byWords('back. Text OK 123456')).toBeUndefined();
});

test('a client that is missing in half a list is neither blocked nor kicked', async () => {
  const { home, begin } = startNetwork();
  const [block, kick] = [
    await begin('block', { id: PHONE.id }),
    await begin('kick', { id: PHONE.id }),
  ];
  home.clients = [];
  home.missing = 'no answer about wifi';
  expect([await block.look(), await kick.look()]).toEqual([{ state: 'open' }, { state: 'open' }]);
});

test.for<readonly [string, 'kick' | 'restart', object, (home: Home) => void]>([
  ['a client with another name', 'kick', { id: PHONE.id }, (home) => rename(home)],
  ['a client that reconnected', 'kick', { id: PHONE.id }, (home) => reconnect(home)],
  ['an access point that restarted', 'restart', { id: AP_ID }, (home) => restart(home)],
])('the code is not good for %s', async ([, verb, input, change]) => {
  const { clock, home, begin } = startNetwork();
  const before = await begin(verb, input);
  clock.advance(90_000);
  home.clients = home.clients.map((it) => ({ ...it, connectedSec: 3600 + 80 })); // late by ten seconds
  home.gear = home.gear.map((it) => ({ ...it, uptimeSec: 3600 + 80 }));
  expect(await before.isSame()).toBe(true);
  change(home);
  expect(await before.isSame()).toBe(false);
});

test('gear is asked for by one id only', async () => {
  const { action } = startNetwork();
  expect(await action('restart').plan({ id: 'uuid-2' }, ALICE)).toMatchObject({
    error: { kind: 'not-found' },
  });
});

test('what the house calls its things cannot put words into a question', async () => {
  const { home, begin } = startNetwork();
  home.clients = [{ ...PHONE, name: 'x?\nText OK 123456', ip: '1.2.3.4) OK 123456' }];
  const { plan } = await begin('block', { id: PHONE.id });
  expect(plan.question).toBe('Block "x? Text OK #" ("#) OK #")?');
});

type Home = ReturnType<typeof startNetwork>['home'];

function rename(home: Home): void {
  home.clients = home.clients.map((it) => ({ ...it, name: 'other' }));
}

function reconnect(home: Home): void {
  home.clients = home.clients.map((it) => ({ ...it, connectedSec: 3 }));
}

function restart(home: Home): void {
  home.gear = home.gear.map((it) => ({ ...it, uptimeSec: 3 }));
}
