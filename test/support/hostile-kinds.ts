type TextOfLength = (length: number) => string;
type DataOfSize = (values: number) => unknown;

const repeated =
  (unit: string, before = '', after = ''): TextOfLength =>
  (length) =>
    before + unit.repeat(Math.ceil(length / unit.length)) + after;

/** As many lines as fit, each of them with a number of its own. */
const numbered =
  (line: (at: number) => string, before = '', after = ''): TextOfLength =>
  (length) => {
    const each = line(0).length + 3;
    const lines = Array.from({ length: Math.ceil(length / each) }, (_, at) => line(at));
    return before + lines.join('') + after;
  };

/** Texts that somebody may send in the hope that whoever reads them takes long. */
export const HOSTILE_TEXTS: Readonly<Record<string, TextOfLength>> = {
  ...Object.fromEntries(
    Array.from(' \n\r\ta1"\'\\[{(<*#`|-.:,/=@_&?\u001b\u0301\u200d\ufe0f⚠😀é').map((unit) => [
      `only ${JSON.stringify(unit)}`,
      repeated(unit),
    ]),
  ),
  ...Object.fromEntries(
    [
      ...[
        'a ',
        'a-',
        'a.',
        '- ',
        ': ',
        ' #',
        '\n ',
        '\r\n',
        '\\"',
        "''",
        '\\n',
        '[]',
        '{}',
        '"a",',
      ],
      ...[
        '[a](',
        '**',
        'text ok ',
        'password=',
        'ok 1234 ',
        '${A:-',
        '--a',
        '//',
        '/sms#',
        '+1 ',
        '%20',
      ],
      ...[
        'Bearer ',
        'https://a:',
        '\u001b[',
        '\u001b]',
        '-----BEGIN PRIVATE KEY-----',
        'value: a ',
        'eyJa.',
      ],
    ].map((unit) => [`many ${JSON.stringify(unit)}`, repeated(unit)]),
  ),
  'braces behind a key': repeated('{', 'level: info\nuser: '),
  'brackets behind a key': repeated('[', 'level: info\nuser: '),
  'a list in brackets': repeated('a, ', 'a: [', 'a]'),
  'lists in a line': repeated('- ', 'a:\n', 'b'),
  keys: numbered((at) => `key-${at}: ${at}\n`),
  'the same key': repeated('key: 1\n'),
  'keys without values': numbered((at) => `key-${at}:\n`),
  records: numbered((at) => `- name: pod-${at}\n  status:\n    phase: Running\n`),
  'ever deeper keys': (length) =>
    Array.from({ length: Math.ceil(Math.sqrt(2 * length)) }, (_, at) => `${' '.repeat(at)}a:`).join(
      '\n',
    ),
  'a block': repeated('  line\n', 'a: |\n'),
  'a folded block': repeated('  line\n\n', 'a: >-\n'),
  'a block of blank lines': repeated('\n', 'a: |+\n', 'b: 1'),
  'a plain text of many lines': repeated('  line\n', 'a: b\n'),
  'a quoted text of many lines': repeated('  line\n', 'a: "b\n', '  c"'),
  'a quote without an end': repeated('  line\n', 'a: "b\n'),
  'a quoted text of escapes': repeated('\\e', 'a: "', '"'),
  'a quoted text of quotes': repeated("''", "a: '", "'"),
  'a long key': repeated('k', '', ': 1'),
  comments: repeated('# a\n', 'a: 1\n', 'b: 2'),
  'a wide table': (length) =>
    `NAME  ${numbered((at) => `A${at}  `)(length / 2)}\n${repeated('a  ')(length / 4)}\n`.repeat(2),
  'a long table': repeated('web-1  1/1    5d\n', 'NAME   READY  AGE\n'),
  bullets: numbered((at) => `[vm] web-${at}\n  - Status: up\n  - Memory: 1 / 2\n`),
  'bullets of one thing': numbered((at) => `• Fact ${at}: x\n`),
  'bullets with spaces': repeated(`• a${' '.repeat(290)}\n`),
  'headings of bullets': repeated(`${' '.repeat(290)}(ID: a\n`, '', ' - a: b'),
  'JSON, deep': (length) => '['.repeat(length / 2) + ']'.repeat(length / 2),
  'JSON, deep objects': (length) => `${'{"a":'.repeat(length / 6)}1${'}'.repeat(length / 6)}`,
  'JSON, wide': numbered((at) => `"key-${at}":${at},`, '{', '"end":1}'),
  'JSON, records': numbered((at) => `{"name":"web-${at}","status":"up"},`, '[', '{}]'),
  'JSON, empty lists': repeated('[],', '[', '[]]'),
  'JSON, a text': repeated('\\\\\\"', '{"a":"', '"}'),
  'JSON, without an end': numbered((at) => `{"name":"web-${at}"},`, '['),
  'JSON in JSON': (length) =>
    JSON.stringify({ result: numbered((at) => `"k${at}":1,`, '{', '"e":1}')(length) }),
  'JSON behind a label': numbered((at) => `{"name":"web-${at}"},`, 'Alerts:\n[', '{}]'),
  'secrets of a cluster': repeated('  a: b\n', 'kind: Secret\ndata:\n'),
};

const times = <T>(count: number, make: (at: number) => T): readonly T[] =>
  Array.from({ length: Math.ceil(count) }, (_, at) => make(at));

const keyed = (count: number, value: (at: number) => unknown): object =>
  Object.fromEntries(times(count, (at) => [`key-${at}`, value(at)]));

/** Everything that our readers look for, with a value. */
export const everyFact = (value: () => unknown): object =>
  Object.fromEntries(
    [
      ...[
        'name',
        'id',
        'mac',
        'ip',
        'status',
        'state',
        'type',
        'kind',
        'node',
        'host',
        'namespace',
        'ready',
      ],
      ...[
        'uptime',
        'mem',
        'maxmem',
        'memory',
        'cpu',
        'disk',
        'vmid',
        'level',
        'severity',
        'message',
        'reason',
      ],
      ...[
        'timestamp',
        'time',
        'age',
        'LAST SEEN',
        'ports',
        'features',
        'restarts',
        'count',
        'labels',
        'CPU%',
      ],
      ...[
        'description',
        'source',
        'action',
        'enabled',
        'idx',
        'poe',
        'metadata',
        'spec',
        'involvedObject',
      ],
      ...[
        'quorate',
        'subsystem',
        'wan_ip',
        'rx_bytes',
        'tx_bytes',
        'logs',
        'roles',
        'version',
        'signal',
      ],
    ].map((name) => [name, value()]),
  );

/** Data that is as large as it may be, in ways that may take long. */
export const HOSTILE_DATA: Readonly<Record<string, DataOfSize>> = {
  'a record with many keys': (values) => keyed(values, (at) => at),
  'a record with many keys inside of what is looked for': (values) =>
    everyFact(() => keyed(values / 60, (at) => at)),
  'a pod with many keys in it': (values) => ({
    metadata: { ...keyed(values / 4, (at) => at), name: 'web' },
    spec: { ...keyed(values / 4, (at) => at), containers: times(values / 4, () => ({})) },
    status: { containerStatuses: times(values / 8, () => ({ ready: true })), phase: 'Running' },
  }),
  'keys in keys': (values) => keyed(values / 200, () => keyed(200, (at) => at)),
  'small records': (values) =>
    times(values / 4, (at) => ({ name: `web-${at}`, status: 'up', id: at })),
  'empty records': (values) => times(values, () => ({})),
  texts: (values) => times(values, (at) => `web-${at}`),
  'lists of lists': (values) => times(values / 10, () => times(10, () => [])),
  'a list under each key': (values) => keyed(values / 2, () => [{}]),
  'lists under a telling name': (values) => ({
    items: { pods: times(values, () => ({ name: 'web' })) },
  }),
  'deep data': (values) => {
    let data: unknown = 1;
    for (let at = 0; at < values; at += 1) data = { data };
    return data;
  },
};
