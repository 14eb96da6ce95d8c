import { expect, test } from 'vitest';
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
    { what: 'That guest', list: (names) => names, idOf: (name) => name, format: (name) => name },
  );

test('one thing of a list is told with the age of the list', async () => {
  const found = { text: 'plex', asOf: 7, failure: undefined };
  expect(await guest().call({ id: 'plex' }, time)).toEqual(ok(found));
  expect(await guest(DEAD).call({ id: 'plex' }, time)).toEqual(ok({ ...found, failure: DEAD }));
});

test('a thing is gone only when the source itself says so', async () => {
  expect(await guest().call({ id: 'nas' }, time)).toEqual(
    err({ kind: 'not-found', what: 'That guest' }),
  );
  expect(await guest(DEAD).call({ id: 'nas' }, time)).toEqual(err(DEAD));
});
