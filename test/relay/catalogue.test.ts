import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { findOperation } from '../../src/areas/shared/find-operation.ts';
import { statusOperation } from '../../src/areas/shared/status-operation.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { startHomelab } from '../../src/demo/homelab-servers.ts';
import { createCatalogue } from '../../src/operation/catalogue.ts';
import type { ReadOperation } from '../../src/operation/read-operation.ts';
import { createDemoAreas } from '../support/demo-areas.ts';
import { fastClock } from '../support/fast-clock.ts';

const clock = fastClock(Date.now());
const time = createLocalTime(clock, 'UTC');
const cleanup = new AsyncDisposableStack();
let reads: readonly ReadOperation[];

beforeAll(async () => {
  const homelab = cleanup.use(await startHomelab({ clock }));
  const areas = await createDemoAreas(homelab, clock, cleanup);
  ({ reads } = createCatalogue([
    statusOperation(areas, clock),
    findOperation(areas, clock),
    ...areas.flatMap(({ operations }) => operations),
  ]));
});

afterAll(() => cleanup.disposeAsync());

/** Ids that the lists of the house tell, for reads of one thing. */
async function idsFor(operation: ReadOperation): Promise<readonly string[]> {
  const [area = ''] = operation.name.split('_');
  const lists = reads.filter(({ name, input }) => name.startsWith(area) && isEmpty(input));
  const answers = await Promise.all(lists.map((list) => list.call({})));
  return answers.flatMap((answer) =>
    answer.ok
      ? (answer.value.format(time).rows ?? []).slice(0, 3).flatMap(({ id }) => id ?? [])
      : [],
  );
}

const isEmpty = ({ shape }: z.ZodObject): boolean => Object.keys(shape).length === 0;

async function inputsFor(operation: ReadOperation): Promise<readonly object[]> {
  if (isEmpty(operation.input)) return [{}];
  if ('name' in operation.input.shape) return [{ name: 'plex' }, { name: 'no-such-thing' }];
  return (await idsFor(operation)).map((id) => ({ id }));
}

test('the data of every read is plain, as its output says, and all that its text is made of', async () => {
  const unanswered: string[] = [];
  for (const operation of reads) {
    let answered = 0;
    for (const input of await inputsFor(operation)) {
      const answer = await operation.call(input);
      if (!answer.ok) continue;
      answered += 1;
      const { value } = answer.value;
      const plain: unknown = JSON.parse(JSON.stringify(value));
      expect(operation.output.parse(plain), `${operation.name} as its output`).toEqual(plain);
      expect(answer.value.format(time).text).not.toBe('');
    }
    if (answered === 0) unanswered.push(operation.name);
  }
  // No list of rows shows the ids of gear, and there may be no alert at the moment.
  expect(['network_alert', 'network_device']).toEqual(expect.arrayContaining(unanswered));
  expect(reads.length).toBeGreaterThan(25);
});

test('every operation can be described to a program', () => {
  for (const { name, input, output } of reads) {
    expect(z.toJSONSchema(input), name).toMatchObject({ type: 'object' });
    expect(z.toJSONSchema(output), name).toMatchObject({ type: 'object' });
  }
});
