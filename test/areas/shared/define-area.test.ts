import { expect, test } from 'vitest';
import { z } from 'zod';
import { groupScreen, itemScreen, listScreens } from '../../../src/areas/shared/area-screens.ts';
import { defineArea } from '../../../src/areas/shared/define-area.ts';
import { createReadingCache } from '../../../src/areas/shared/reading-cache.ts';
import { createLocalTime } from '../../../src/core/local-time.ts';
import { map, ok } from '../../../src/core/result.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const Bird = z.object({ id: z.string(), kind: z.string(), place: z.string() });
const Birds = z.object({ birds: z.array(Bird) });

const BIRDS = [
  { id: 'w1', kind: 'wren', place: 'hedge' },
  { id: 'r1', kind: 'robin', place: 'lawn' },
];

function aviary() {
  const clock = new FakeClock();
  const memory = createReadingCache(clock);
  const birds = memory.cached(async () =>
    ok({ value: { birds: BIRDS }, asOf: clock.now(), source: 'test' }),
  );
  const row = ({ id, kind }: (typeof BIRDS)[number]) => ({ id, text: kind });
  const time = createLocalTime(clock, 'UTC');
  const area = defineArea(
    { memory, time, isDemo: false },
    {
      info: { key: '9', name: 'aviary', label: 'Aviary', words: [] },
      status: {
        reading: birds,
        summary: 'How the birds are',
        findProblems: () => [],
        output: z.object({ count: z.number() }),
        select: (value) => ({ count: value.birds.length }),
        format: ({ count }) => ({ text: `${count} birds` }),
        short: 'Avi',
        fineWords: (value) => `${value.birds.length} birds`,
      },
      changes: [],
      searchEntries: async () => ok({ seen: [], gaps: [] }),
      screens: [
        listScreens({
          name: 'birds',
          entry: { key: 'b', label: 'Birds' },
          summary: 'All birds',
          reading: birds,
          output: Birds,
          format: (value) => ({ text: 'Birds', rows: value.birds.map(row) }),
          item: {
            name: 'bird',
            summary: 'One bird',
            item: Bird,
            list: (value) => value.birds,
            idOf: ({ id }) => id,
            format: ({ kind }) => `A ${kind}`,
          },
        }),
        groupScreen({
          name: 'place',
          title: 'Place',
          up: 'birds',
          summary: 'The birds of one place',
          reading: birds,
          output: Birds.extend({ place: z.string() }),
          select: ({ birds: all }, place) => ({
            place,
            birds: all.filter((bird) => bird.place === place),
          }),
          format: (value) => ({ text: value.place, rows: value.birds.map(row) }),
          rowsOpen: 'bird',
        }),
        itemScreen({
          name: 'nest',
          summary: 'One nest',
          reading: birds,
          item: Bird,
          list: () => [],
          idOf: () => '',
          format: () => '',
        }),
      ],
    },
  );
  const call = async (name: string, id?: string) => {
    const operation = area.operations.find((it) => it.name === name);
    if (!operation) throw new Error(`there is no ${name}`);
    return map(await operation.call(id === undefined ? {} : { id }), ({ value, format }) => ({
      ...{ value, finding: format(time) },
    }));
  };
  return { area, call };
}

test('the menu of an area leads to the lists alone, and every screen knows the one above it', () => {
  const { screens } = aviary().area;
  expect(screens['aviary']?.items).toEqual([{ key: 'b', label: 'Birds', opens: 'aviary.birds' }]);
  expect(Object.entries(screens).map(([name, { title, up }]) => [name, title, up])).toEqual([
    ['aviary', 'Aviary', 'home'],
    ['aviary.birds', 'Birds', 'aviary'],
    ['aviary.bird', 'Bird', 'aviary.birds'],
    ['aviary.place', 'Place', 'aviary.birds'],
    ['aviary.nest', 'Nest', 'aviary'],
  ]);
});

test('the rows of a list and of a group open on the screen of one thing', async () => {
  const { area, call } = aviary();
  const wren = { id: 'w1', text: 'wren' };
  expect(await call('aviary_birds')).toMatchObject({
    value: { value: { birds: BIRDS }, finding: { text: 'Birds', rows: [wren, { id: 'r1' }] } },
  });
  expect(await call('aviary_place', 'hedge')).toMatchObject({
    value: { value: { place: 'hedge' }, finding: { text: 'hedge', rows: [wren] } },
  });
  expect(await call('aviary_bird', 'r1')).toMatchObject({
    value: { value: { item: { kind: 'robin' } }, finding: { text: 'A robin' } },
  });
  for (const screen of ['aviary.birds', 'aviary.place']) {
    expect(area.screens[screen]).toMatchObject({ rowsOpen: 'aviary.bird' });
  }
});

test('a thing that is gone is named by its kind', async () => {
  const gone = await aviary().call('aviary_nest', 'n1');
  expect(gone).toMatchObject({ ok: false, error: { kind: 'not-found', what: 'That nest' } });
});

test('an operation is called by its area and its screen', () => {
  const { screens, operations } = aviary().area;
  const names = ['aviary_summary', 'aviary_birds', 'aviary_bird', 'aviary_place', 'aviary_nest'];
  expect(operations.map(({ name }) => name)).toEqual(names);
  expect(Object.values(screens)).toMatchObject(names.map((operation) => ({ operation })));
});
