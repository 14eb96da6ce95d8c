import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CreateNodeOptions, parse, stringify, type ToStringOptions } from 'yaml';
import { parseOutline } from '../../../../../src/adapters/backends/mcp/answers/parse-outline.ts';

/** What the package says that reads all of YAML; nothing where it finds an error. */
function parseYaml(text: string): unknown {
  try {
    return parse(text, { logLevel: 'error' });
  } catch {
    return undefined;
  }
}

const POD = `# The pod (YAML) is below
- apiVersion: v1
  kind: Pod
  metadata:
    annotations:
      note: |
        two lines
          of text

        and one more
      folded: >-
        these lines
        are one
    creationTimestamp: "2026-11-16T08:23:44Z"
    labels: {}
    name: jellyfin-5c7bd9f8d4-lq9vn
    ownerReferences:
    - controller: true
      name: 'jellyfin''s'
  spec:
    containers:
    - args:
      - --config=/etc/x.yaml
      - -v
      image: ghcr.io/example/jellyfin:1.0
    tolerations: []
  status:
    message: 'Back-off pulling image "ghcr.io/example/jellyfin:1.0": ErrImagePull: rpc
      error: code = NotFound'
    reason: a long reason that the server has broken
      into two lines
    qosClass: null
    restartCount: 0
    load: 1.5
`;

test('a pod as the Kubernetes server prints it is read', () => {
  expect(parseOutline(POD)).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        annotations: {
          note: 'two lines\n  of text\n\nand one more\n',
          folded: 'these lines are one',
        },
        creationTimestamp: '2026-11-16T08:23:44Z',
        labels: {},
        name: 'jellyfin-5c7bd9f8d4-lq9vn',
        ownerReferences: [{ controller: true, name: "jellyfin's" }],
      },
      spec: {
        containers: [
          { args: ['--config=/etc/x.yaml', '-v'], image: 'ghcr.io/example/jellyfin:1.0' },
        ],
        tolerations: [],
      },
      status: {
        message:
          'Back-off pulling image "ghcr.io/example/jellyfin:1.0": ErrImagePull: rpc error: code = NotFound',
        reason: 'a long reason that the server has broken into two lines',
        qosClass: null,
        restartCount: 0,
        load: 1.5,
      },
    },
  ]);
  expect(parseOutline(POD)).toEqual(parseYaml(POD));
});

describe('a value that YAML rejects is the text it is', () => {
  test.for([
    ['Description: sshd: authentication failed', 'sshd: authentication failed'],
    ['Description: [ALERT] disk full', '[ALERT] disk full'],
    ['Description: *important*', '*important*'],
    ['Description: "plex" is down', '"plex" is down'],
    ["Description: 'tis down", "'tis down"],
    ['Description: % of memory', '% of memory'],
    ['Description: @home', '@home'],
    ['Description: |not a block', '|not a block'],
    ['Description: - nothing -', '- nothing -'],
  ])('%s', ([text = '', value]) => {
    expect(parseYaml(text)).toBeUndefined();
    expect(parseOutline(`Alert ID: 1\n${text}\nLevel: 3\n`)).toEqual({
      'Alert ID': 1,
      Description: value,
      Level: 3,
    });
  });
});

describe('what cannot be read for certain is no outline', () => {
  test.for<readonly [string, string]>([
    ['a sentence', 'All is well.'],
    ['a word alone', 'word'],
    ['a key that comes twice', 'a: 1\na: 2'],
    ['an anchor', 'a: &x 1\nb: *x'],
    ['a tag', 'a: !!binary aGk='],
    ['a map in one line', 'a: {b: 1}'],
    ['a list of more than words in one line', 'a: [b, {c: 1}]'],
    ['a list over several lines', 'a: [b,\n  c]'],
    ['a line that belongs nowhere', 'a:\n    b: 1\n  c: 2'],
    ['a key below a value', 'a: b\n  c: d'],
    ['a list beside keys', 'a: 1\n- b'],
    ['a tab in the indentation', 'a:\n\tb: 1'],
    ['two documents', 'a: 1\n---\na: 2'],
    ['a quote without an end', 'a: "b\n  c\nd: 1'],
    ['a question', 'a: 1\n? b\n: c'],
  ])('%s', ([, text]) => {
    expect(parseOutline(text)).toBeUndefined();
  });
});

describe('more than anybody reads is no outline', () => {
  test.for<readonly [string, string]>([
    ['a megabyte', `a: ${'b'.repeat(1_000_000)}`],
    ['2000 keys', Array.from({ length: 2000 }, (_, at) => `k${at}: 1`).join('\n')],
    ['40,000 items', `a:\n${'- b\n'.repeat(40_000)}`],
    ['40,000 words in a line', `a: [${'b, '.repeat(40_000)}b]`],
    ['40 levels', Array.from({ length: 40 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
    ['40 lists in one line', `a:\n${'- '.repeat(40)}b`],
    ['a long key', `a: 1\n${'k'.repeat(300)}: 1`],
  ])('%s', ([, text]) => {
    expect(parseOutline(text)).toBeUndefined();
  });
});

test('a key that has a meaning for JavaScript is a key', () => {
  const data = parseOutline('__proto__:\n  admin: true\nconstructor: 1\n');
  expect(Object.entries(data ?? {})).toEqual([
    ['__proto__', { admin: true }],
    ['constructor', 1],
  ]);
  expect(Reflect.get(Object(data), 'admin')).toBeUndefined();
});

const word = fc.stringMatching(/^[A-Za-z][\w ./-]{0,12}\w$/);
const text = fc.oneof(
  word,
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.lorem({ maxCount: 30 }),
  fc
    .array(fc.oneof(word, fc.string({ maxLength: 8 })), { maxLength: 6 })
    .map((it) => it.join('\n')),
  fc.constantFrom(
    'null',
    'true',
    '0x1f',
    '1e3',
    '-',
    '~',
    '# x',
    'a: b',
    '[x]',
    '{',
    '"',
    "'",
    '*x',
    '|',
    'a #b',
    'a:',
  ),
);
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const { data } = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(tie('data'), { maxLength: 4 }),
    fc.dictionary(word, tie('data'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));
const record = fc
  .dictionary(word, data, { maxKeys: 5, noNullPrototype: true })
  .map((entries): object => ({ kind: 'Pod', ...entries }));
const document = fc.oneof(record, fc.array(record, { minLength: 1, maxLength: 4 }));

/** Small numbers of strange lines, which are YAML now and then. */
const lines = fc
  .array(
    fc
      .tuple(
        fc.constantFrom('', ' ', '  ', '   ', '    '),
        fc.constantFrom('', '- ', '- - ', 'a: ', 'b: ', '"c": ', "'d': ", '- a: ', 'a:', '-'),
        fc.constantFrom(
          ...['', 'x', 'x y', '1', '"x', 'x"', "'x", "x'", '"x"', "'x''y'", '[]', '{}', '[x, 1]'],
          ...['[x', 'x]', '|', '>', '|-', '>+', '|2', 'x # y', '# y', '*x', '&x', '!x', '\\', 'x:'],
          ...[
            'x: y',
            '- x',
            '? x',
            '"x\\ty"',
            '"x\\',
            '%',
            '@x',
            ': x',
            '-x',
            '\tx',
            '  x',
            '{x: 1}',
          ],
        ),
      )
      .map((parts) => parts.join('')),
    { minLength: 1, maxLength: 7 },
  )
  .map((all) => `a0: 0\n${all.join('\n')}`);

const runs = Number(process.env['OUTLINE_RUNS'] ?? 150);

describe('it agrees with the package that reads all of YAML', () => {
  test.for<readonly [string, CreateNodeOptions & ToStringOptions]>([
    ['as the package prints it', {}],
    ['in lines of 20 characters', { lineWidth: 20 }],
    ['in double quotes', { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' }],
    [
      'in single quotes',
      { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN', lineWidth: 20 },
    ],
    ['in blocks', { defaultStringType: 'BLOCK_LITERAL', defaultKeyType: 'PLAIN' }],
    ['in folded blocks', { defaultStringType: 'BLOCK_FOLDED', defaultKeyType: 'PLAIN' }],
    ['with lists at their key', { indentSeq: false }],
  ])('about data %s', ([, options]) => {
    fc.assert(
      fc.property(document, (value) => {
        const yaml = stringify(value, options);
        const known = parseYaml(yaml);
        fc.pre(known !== undefined);
        const read = parseOutline(yaml);
        if (read !== undefined || !NOT_READ.test(yaml)) expect(read).toEqual(known);
      }),
      { numRuns: runs },
    );
  });

  test('about any lines', () => {
    fc.assert(
      fc.property(lines, (yaml) => {
        const known = parseYaml(yaml);
        const read = parseOutline(yaml);
        if (known !== undefined && read !== undefined) expect(read).toEqual(known);
      }),
      { numRuns: runs * 5 },
    );
  });
});

/** Only the package prints lines in quotes that end in a backslash, and keys behind a question mark. */
const NOT_READ = /^\s*(?:- )*\? |\\\s*$/m;
