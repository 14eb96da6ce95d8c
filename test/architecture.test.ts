import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const SHARED = ['core', 'operation', 'menu', 'areas/shared'];
const AREA_PORTS = ['areas/network', 'areas/proxmox', 'areas/k8s', 'areas/security'];

/**
 * Who may import whom, by the first two folders of wings and the first of all others. A room may always import itself;
 * `main.ts` and `app` compose everything.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  log: ['core'],
  people: ['core'],
  secrets: ['core', 'audit'],
  config: ['core', 'alerts', 'people', 'secrets'],
  sms: ['core'],
  channels: ['core', 'sms'],
  inbox: ['core', 'channels', 'people'],
  outbox: ['core', 'channels', 'sms'],
  operation: ['core', 'people', 'sms'],
  menu: ['core', 'operation'],
  'areas/shared': ['core', 'operation', 'menu'],
  'areas/network': SHARED,
  'areas/proxmox': SHARED,
  'areas/k8s': SHARED,
  'areas/security': SHARED,
  audit: ['core', 'people'],
  access: ['core', 'audit'],
  alerts: ['core', 'operation', 'people', 'store'],
  spending: ['core', 'channels', 'menu', 'operation', 'people', 'store'],
  heartbeat: ['core', 'outbox', 'people', 'store'],
  approvals: ['core', 'menu', 'operation', 'audit', 'sms', 'people', 'store'],
  assistant: ['core', 'operation', 'sms', 'people', 'store'],
  conversation: [
    ...['core', 'menu', 'operation', 'areas/shared', 'alerts', 'approvals', 'assistant', 'people'],
  ],
  doctor: ['core', 'menu', 'operation', 'areas/shared', 'sms'],
  'adapters/http-client': ['core'],
  'adapters/backends': [...AREA_PORTS, 'areas/shared', 'core', 'assistant', 'adapters/http-client'],
  'adapters/carriers': ['channels', 'core', 'doctor', 'cli', 'adapters/http-client'],
  store: ['core'],
  'adapters/storage': [
    'store',
    ...[
      'core',
      'access',
      'alerts',
      'channels',
      'inbox',
      'outbox',
      'approvals',
      'assistant',
      'audit',
      'conversation',
    ],
    ...['areas/shared', 'doctor', 'people', 'secrets', 'spending'],
  ],
  'adapters/anthropic': ['assistant', 'core', 'doctor', 'adapters/http-client'],
  'adapters/prometheus': [
    ...['assistant', 'channels', 'core', 'heartbeat', 'outbox', 'sms', 'spending', 'store'],
  ],
  'adapters/totp': ['approvals', 'cli', 'core'],
  'adapters/alert-formats': ['alerts', 'core', 'sms'],
  'adapters/alert-sources': [
    ...['alerts', 'core', 'adapters/alert-formats', 'adapters/http-client'],
  ],
  http: ['core', 'access', 'alerts', 'channels', 'inbox', 'outbox', 'sms', 'people'],
  'emulators/twilio': ['core', 'channels', 'sms'],
  cli: ['core', 'access', 'config', 'audit', 'doctor', 'operation', 'people', 'secrets', 'sms'],
  demo: ['core', ...AREA_PORTS, 'people'],
};

/** Folders whose own folders are rooms. */
const WINGS = ['adapters', 'areas', 'emulators'];

/** Rooms that may import every other one. */
const COMPOSITION = ['main.ts', 'app'];

/** Third-party packages each room may touch. Unlisted rooms get zod and nothing else. */
const VENDORS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  http: ['fastify', '@fastify/formbody', 'pino', 'zod'],
  sms: ['any-ascii'],
  log: ['pino'],
  'adapters/anthropic': ['@anthropic-ai/sdk', 'pino', 'zod'],
  'adapters/backends': ['@modelcontextprotocol/sdk', 'jsonata', 'pino', 'yaml', 'zod'],
  'adapters/carriers': ['twilio', 'zod'],
  'adapters/http-client': ['undici', 'zod'],
  'adapters/storage': ['pg', 'zod'],
  'adapters/totp': ['otpauth'],
  cli: ['qr', 'zod'],
  config: ['jsonata', 'yaml', 'zod'],
  'emulators/twilio': [
    'fastify',
    '@fastify/formbody',
    '@xmldom/xmldom',
    'twilio/lib/webhooks/webhooks.js',
    'zod',
  ],
  demo: ['@modelcontextprotocol/sdk', 'zod'],
};

/** Rooms that production never pays for: they may only be imported when they are needed. */
const ON_DEMAND = ['demo', 'emulators/twilio'];

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
  readonly isStatic: boolean;
}

const IMPORT = /^(import|export) (type )?(?:[^';]*?from )?'([^']+)'|import\('([^']+)'\)/gms;
const SRC = join(import.meta.dirname, '../src');

/** `adapters/backends` for `adapters/backends/mcp/client/program.ts`. */
function roomAt(path: string): string {
  const [wing = '', room = ''] = path.split('/');
  return WINGS.includes(wing) ? `${wing}/${room}` : wing;
}

const imports: readonly Import[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) =>
    [...readFileSync(join(SRC, file), 'utf8').matchAll(IMPORT)].map(
      ([, keyword, type, target = '', lazyTarget = '']) => ({
        file,
        room: roomAt(file),
        target: target || lazyTarget,
        isStatic: keyword !== undefined && type === undefined,
      }),
    ),
  );

const isLocal = ({ target }: Import): boolean => target.startsWith('.');

const targetRoom = ({ file, target }: Import): string =>
  roomAt(normalize(join(dirname(file), target)));

const isPackage = (target: string, name: string): boolean =>
  target === name || target.startsWith(`${name}/`);

const told = (strays: readonly Import[]): readonly string[] =>
  strays.map(({ file, target }) => `${file} -> ${target}`);

test('the check sees the code base', () => {
  expect(imports.length).toBeGreaterThan(150);
});

test('every room has its arrows written down', () => {
  const rooms = new Set(imports.map(({ room }) => room));
  const known = [...Object.keys(MAY_IMPORT), ...COMPOSITION];
  expect([...rooms].filter((room) => !known.includes(room))).toEqual([]);
});

test('rooms only import in the allowed directions', () => {
  const strays = imports
    .filter((it) => isLocal(it) && !COMPOSITION.includes(it.room))
    .filter((it) => targetRoom(it) !== it.room && !MAY_IMPORT[it.room]?.includes(targetRoom(it)));
  expect(told(strays)).toEqual([]);
});

test('vendors stay at the edges', () => {
  const strays = imports
    .filter(
      (it) => !isLocal(it) && !it.target.startsWith('node:') && !COMPOSITION.includes(it.room),
    )
    .filter(
      ({ room, target }) => !(VENDORS[room] ?? ['zod']).some((name) => isPackage(target, name)),
    );
  expect(told(strays)).toEqual([]);
});

test('the demo and the emulator are loaded on demand only', () => {
  const strays = imports.filter(
    (it) =>
      isLocal(it) &&
      it.isStatic &&
      ON_DEMAND.includes(targetRoom(it)) &&
      !ON_DEMAND.includes(it.room),
  );
  expect(told(strays)).toEqual([]);
});

test('heavy packages are loaded when first needed', () => {
  const strays = imports.filter(
    ({ target, isStatic, room }) =>
      isStatic &&
      room !== 'demo' &&
      ['twilio', '@anthropic-ai/sdk', '@modelcontextprotocol/sdk', 'jsonata'].some(
        (name) => target === name || (isPackage(target, name) && name.startsWith('@')),
      ),
  );
  expect(told(strays)).toEqual([]);
});

test('only the process edge touches the process', () => {
  const users = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && file !== 'main.ts')
    .filter((file) => /\bprocess\./.test(readFileSync(join(SRC, file), 'utf8')));
  expect(users).toEqual([]);
});

/** Files in which a change may be executed: the approvals, and what wraps or defines a change. */
const EXECUTES = [
  'approvals/executor.ts',
  'areas/shared/forget-readings.ts',
  'operation/change-operation.ts',
];

test('nothing but a confirmed approval executes a change', () => {
  const callers = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => /\.execute\(/.test(readFileSync(join(SRC, file), 'utf8')))
    .filter((file) => !/executor\.execute\(/.test(readFileSync(join(SRC, file), 'utf8')));
  expect(callers.toSorted()).toEqual(EXECUTES);
});

test('faces reach operations through invoke alone; the doctor tries them without a person', () => {
  const callers = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) => /\boperation\.call\(/.test(readFileSync(join(SRC, file), 'utf8')));
  expect(callers.toSorted()).toEqual(['doctor/backend.ts', 'operation/invoke.ts']);
});
