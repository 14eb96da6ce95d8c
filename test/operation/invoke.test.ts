import { beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createLocalTime } from '../../src/core/local-time.ts';
import { err, ok } from '../../src/core/result.ts';
import { createCallLimit } from '../../src/operation/call-limit.ts';
import { createCatalogue } from '../../src/operation/catalogue.ts';
import { defineChange } from '../../src/operation/change-operation.ts';
import { createInvoke, describeInvoked, type Invoke } from '../../src/operation/invoke.ts';
import { defineRead } from '../../src/operation/read-operation.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';
import { ALICE, BOB, operator, viewer } from '../support/people.ts';

const clock = new FakeClock();
const time = createLocalTime(clock, 'UTC');
let runs: string[];
let asked: object[];
let invoke: Invoke;

const lamp = () => [
  defineRead({
    name: 'lamp',
    summary: 'One lamp',
    input: z.strictObject({ id: z.string() }),
    output: z.object({ isOn: z.boolean() }),
    read: async ({ id }) =>
      id === 'hall'
        ? ok({ value: { isOn: true }, asOf: clock.now(), source: 'Lamps' })
        : err({ kind: 'not-found', what: `Lamp ${id}` }),
    format: ({ isOn }) => ({ text: isOn ? 'on' : 'off' }),
  }),
  defineChange({
    name: 'lamp_smash',
    verb: 'smash',
    summary: 'Smash a lamp',
    risk: 'destroy',
    input: z.strictObject({ id: z.string() }),
    evidence: z.object({}),
    plan: async () => ok({ question: 'Smash it?', evidence: {} }),
    async execute({ id }) {
      runs.push(id);
      return ok(undefined);
    },
    verify: async () => ({ state: 'open' }),
  }),
];

beforeEach(() => {
  runs = [];
  asked = [];
  invoke = createInvoke({
    catalogue: createCatalogue(lamp()),
    async ask(request) {
      asked.push(request);
      return { text: 'Smash it?', footer: 'Text OK 123456' };
    },
    limit: createCallLimit(clock, 30),
  });
});

const TOO_MUCH = 'Too much was asked for at once. Try again in a minute.';

const says = async (...call: Parameters<Invoke>) => describeInvoked(await invoke(...call), time);

test('a read is answered with data and its text', async () => {
  const invoked = await invoke(viewer(ALICE), 'lamp', { id: 'hall' });
  expect(invoked).toMatchObject({ is: 'answer', answer: { value: { isOn: true } } });
  expect(await says(viewer(ALICE), 'lamp', { id: 'hall' })).toEqual({ text: 'on' });
  expect(await says(viewer(ALICE), 'lamp', { id: 'attic' })).toEqual({
    text: 'Lamp attic is gone',
  });
});

test('a change is asked about, and never made here', async () => {
  const input = { id: 'hall' };
  expect(await says(operator(ALICE), 'lamp_smash', input)).toEqual({
    text: 'Smash it?',
    footer: 'Text OK 123456',
  });
  expect(asked).toMatchObject([{ caller: { id: ALICE }, change: { name: 'lamp_smash' }, input }]);
  expect(runs).toEqual([]);
});

test('who may only look gets no question, and who has no scope gets nothing', async () => {
  expect(await invoke(viewer(ALICE), 'lamp_smash', {})).toEqual({
    is: 'refused',
    text: 'This number may only look.',
  });
  const nobody = { ...viewer(ALICE), scopes: new Set<never>() };
  expect(await invoke(nobody, 'lamp', { id: 'hall' })).toMatchObject({ is: 'refused' });
  expect(asked).toEqual([]);
});

test.for([undefined, null, 7, 'hall', [], {}, { id: 7 }, { id: 'hall', more: true }])(
  'a read never sees an input that it does not know: %j',
  async (input) => {
    expect(await invoke(operator(ALICE), 'lamp', input)).toMatchObject({
      is: 'failed',
      failure: { kind: 'bad-input' },
    });
  },
);

test.for(['', 'nothing', '__proto__', 'constructor', 'toString'])(
  'there is no operation called %j',
  async (name) => {
    expect(await invoke(operator(ALICE), name, {})).toEqual({
      is: 'refused',
      text: 'Nobody here can do that.',
    });
  },
);

test('too many calls are refused, for each caller and face alone and for a minute', async () => {
  const ask = (person = ALICE, face: 'sms' | 'claude' = 'sms') =>
    invoke({ ...operator(person), face }, 'lamp_smash', { id: 'hall' });
  for (let call = 0; call < 20; call += 1) expect((await ask()).is).toBe('asked');
  expect(await ask()).toMatchObject({ is: 'refused', text: TOO_MUCH });
  expect((await ask(BOB)).is).toBe('asked');
  expect((await ask(ALICE, 'claude')).is).toBe('asked');
  expect((await invoke(operator(ALICE), 'lamp', { id: 'hall' })).is).toBe('answer');
  clock.advance(MINUTE);
  expect((await ask()).is).toBe('asked');
});

test('two operations of one name are a bug', () => {
  expect(() => createCatalogue([...lamp(), ...lamp()])).toThrow('same name');
});

test('whoever may text more often may read as much more: no screen is refused to them', () => {
  const limit = createCallLimit(clock, 1000);
  const caller = operator(ALICE);
  for (let text = 0; text < 1000; text += 1) expect(limit.take(caller, 'read')).toBe(true);
});
