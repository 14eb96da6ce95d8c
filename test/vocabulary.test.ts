import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';

const SRC = join(import.meta.dirname, '../src');
const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join(SRC, file), 'utf8') }));

/** Words of an earlier dialect: the trade has one that an engineer guesses right. */
const DIALECT = new Set([
  ...[
    'courier',
    'purse',
    'till',
    'desk',
    'reception',
    'whereabouts',
    'patience',
    'lanes',
    'parcel',
  ],
  ...[
    'nameplate',
    'glance',
    'mood',
    'deed',
    'deeds',
    'wish',
    'wishes',
    'doorway',
    'annex',
    'absence',
  ],
  ...[
    'told',
    'telling',
    'spoken',
    'uttered',
    'heard',
    'murmur',
    'mutters',
    'sayable',
    'unspeakable',
  ],
  ...[
    'judge',
    'verdict',
    'fate',
    'news',
    'trouble',
    'troubles',
    'silence',
    'silences',
    'stumble',
    'nap',
    'tally',
    'together',
  ],
  ...[
    'knock',
    'knocks',
    'spared',
    'untold',
    'barred',
    'garbled',
    'lender',
    'lending',
    'lent',
    'handover',
  ],
  ...['concealment', 'fence', 'turnstile', 'gear', 'sighting', 'sightings', 'things', 'bubble'],
  ...['parts', 'most', 'longest', 'shortest', 'furnishing', 'rooms', 'house'],
]);

const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);

const isDialect = (name: string): boolean => wordsOf(name).some((word) => DIALECT.has(word));

const EXPORTED = /^export (?:async )?(?:function|const|interface|type|class) (\w+)/gm;
const EXPORTED_TYPE = /^export (?:interface|type|class) (\w+)/gm;

function exported(pattern: RegExp): readonly { readonly name: string; readonly file: string }[] {
  return FILES.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map(([, name = '']) => ({ name, file })),
  );
}

test('names of files and exports are words of the trade', () => {
  expect(exported(EXPORTED).length).toBeGreaterThan(1000);
  expect(FILES.map(({ file }) => basename(file, '.ts')).filter(isDialect)).toEqual([]);
  expect(exported(EXPORTED).filter(({ name }) => isDialect(name))).toEqual([]);
});

const MEMBER = /\breadonly (\w+)\??:|^ {2}(\w+)\(.*\): .+;$/gm;

/** Words of the dictionary that stay in members: fields of our MCP contract, and the parts of a whole. */
const MEMBERS_THAT_STAY = new Set(['gear', 'parts']);

test('members of interfaces are words of the trade', () => {
  const members = FILES.flatMap(({ file, text }) =>
    [...text.matchAll(MEMBER)].map(([, property, method]) => ({
      name: property ?? method ?? '',
      file,
    })),
  );
  expect(members.length).toBeGreaterThan(1000);
  expect(members.filter(({ name }) => isDialect(name) && !MEMBERS_THAT_STAY.has(name))).toEqual([]);
});

test('a type name is exported once', () => {
  const files = Map.groupBy(
    exported(EXPORTED_TYPE).filter(({ name }) => !/^(?:Dependencies|Options)$/.test(name)),
    ({ name }) => name,
  );
  expect([...files.values()].filter((own) => own.length > 1)).toEqual([]);
});

const RIDDLE =
  /(?:\/\*\*|\/\/|^\s*\*)\s+(?:What|Who|Whose|Whether|Nobody|Whoever|Hears|Everybody)\b.*/gm;

test('a comment is a sentence about the thing: none begins with What, Who, Whether, Nobody or Hears', () => {
  const riddles = FILES.flatMap(({ file, text }) =>
    [...text.matchAll(RIDDLE)].map(([comment]) => `${file}: ${comment}`),
  );
  expect(riddles).toEqual([]);
});
