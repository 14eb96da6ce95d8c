import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Failure } from '../../src/core/failure.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { err, ok } from '../../src/core/result.ts';
import { defineItemRead } from '../../src/operation/read-operation.ts';
import { FakeClock } from '../support/fake-clock.ts';

const time = createLocalTime(new FakeClock(), 'UTC');
const DEAD: Failure = { kind: 'unreachable', service: 'Proxmox' };

const guest = (failure?: Failure) =>
  defineItemRead(
    { name: 'guest', summary: 'One guest' },
    async () => ok({ value: ['plex'], asOf: 7, source: 'test', failure }),
    {
      what: 'That guest',
      item: z.string(),
      list: (names) => names,
      idOf: (name) => name,
      format: (name) => name,
    },
  );

test('one thing of a list is told with the age of the list', async () => {
  const found = { text: 'plex', asOf: 7, failure: undefined };
  for (const failure of [undefined, DEAD]) {
    const answer = await guest(failure).call({ id: 'plex' });
    expect(answer).toMatchObject(ok({ value: { item: 'plex' }, asOf: 7, failure }));
    expect(answer.ok && answer.value.format(time)).toEqual({ ...found, failure });
  }
});

test('a thing is gone only when the source itself says so', async () => {
  expect(await guest().call({ id: 'nas' })).toEqual(err({ kind: 'not-found', what: 'That guest' }));
  expect(await guest(DEAD).call({ id: 'nas' })).toEqual(err(DEAD));
});

test('a field that a read does not know is refused, and no source is asked', async () => {
  for (const input of [{}, { id: 7 }, { id: 'plex', more: true }]) {
    expect(await guest().call(input)).toMatchObject({ error: { kind: 'bad-input' } });
  }
});
