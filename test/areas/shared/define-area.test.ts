import { expect, test } from 'vitest';
import { groupScreen, itemScreen, listScreens } from '../../../src/areas/shared/area-screens.ts';
import { defineArea } from '../../../src/areas/shared/define-area.ts';
import { createReadingCache } from '../../../src/areas/shared/reading-cache.ts';
import { createLocalTime } from '../../../src/core/local-time.ts';
import { ok } from '../../../src/core/result.ts';
import { FakeClock } from '../../support/fake-clock.ts';

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
        format: (value) => ({ text: `${value.birds.length} birds` }),
        short: 'Avi',
        fineWords: (value) => `${value.birds.length} birds`,
      },
      actions: [],
      searchEntries: async () => ok({ seen: [], gaps: [] }),
      screens: [
        listScreens({
          name: 'birds',
          entry: { key: 'b', label: 'Birds' },
          summary: 'All birds',
          reading: birds,
          format: (value) => ({ text: 'Birds', rows: value.birds.map(row) }),
          item: {
            name: 'bird',
            summary: 'One bird',
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
          format: (value, place) => ({
            text: place,
            rows: value.birds.filter((bird) => bird.place === place).map(row),
          }),
          rowsOpen: 'bird',
        }),
        itemScreen({
          name: 'nest',
          summary: 'One nest',
          reading: birds,
          list: () => [],
          idOf: () => '',
          format: () => '',
        }),
      ],
    },
  );
  const open = async (screen: string, subject?: string) =>
    area.screens[screen]?.view(time, subject);
  return { area, open };
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
  const { open } = aviary();
  const wren = { text: 'wren', opens: { screen: 'aviary.bird', subject: 'w1' } };
  const birds = await open('aviary.birds');
  expect(birds?.ok && birds.value.rows[0]).toMatchObject(wren);
  const hedge = await open('aviary.place', 'hedge');
  expect(hedge?.ok && hedge.value.rows).toMatchObject([wren]);
  const bird = await open('aviary.bird', 'r1');
  expect(bird?.ok && bird.value.text).toBe('A robin');
});

test('a thing that is gone is named by its kind', async () => {
  const gone = await aviary().open('aviary.nest', 'n1');
  expect(gone).toMatchObject({ ok: false, error: { kind: 'not-found', what: 'That nest' } });
});

test('an operation is called by its area and its screen', () => {
  const names = Object.values(aviary().area.screens).map(({ operation }) => operation?.name);
  expect(names).toEqual([
    'aviary_summary',
    'aviary_birds',
    'aviary_bird',
    'aviary_place',
    'aviary_nest',
  ]);
});
