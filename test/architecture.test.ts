import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** Who may import whom. A folder may always import itself; files in src itself compose everything. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  log: ['core'],
  config: ['core'],
  readings: ['core'],
  inventory: ['core'],
  operation: ['core', 'sms'],
  sms: ['core'],
  inbox: ['core', 'sms'],
  outbox: ['core', 'sms'],
  menu: ['core', 'operation', 'readings', 'inventory'],
  network: ['core', 'operation', 'readings', 'inventory', 'menu'],
  proxmox: ['core', 'operation', 'readings', 'inventory', 'menu'],
  k8s: ['core', 'operation', 'readings', 'inventory', 'menu'],
  security: ['core', 'operation', 'readings', 'inventory', 'menu'],
  audit: ['core'],
  actions: ['core', 'menu', 'operation', 'audit', 'sms'],
  assistant: ['core', 'menu', 'operation', 'sms'],
  conversation: ['core', 'inventory', 'menu', 'operation', 'actions', 'assistant', 'sms'],
  doctor: ['core', 'menu', 'operation', 'readings', 'sms'],
  adapters: [
    'core',
    'doctor',
    'readings',
    'conversation',
    'inbox',
    'outbox',
    'actions',
    'assistant',
    'audit',
    'network',
    'proxmox',
    'k8s',
    'security',
    'inventory',
    'sms',
    'cli',
  ],
  http: ['core', 'inbox', 'outbox', 'sms'],
  emulator: ['core', 'sms'],
  cli: ['core', 'config', 'audit', 'doctor', 'sms'],
  demo: ['core', 'network', 'proxmox', 'k8s', 'security'],
};

/** Third-party packages each folder may touch. Unlisted folders get zod and nothing else. */
const VENDORS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  http: ['fastify', '@fastify/formbody', 'pino', 'zod'],
  sms: ['any-ascii'],
  log: ['pino'],
  adapters: [
    '@anthropic-ai/sdk',
    '@modelcontextprotocol/sdk',
    'jsonata',
    'otpauth',
    'pino',
    'prom-client',
    'twilio',
    'undici',
    'yaml',
    'zod',
  ],
  cli: ['qr', 'zod'],
  config: ['jsonata', 'yaml', 'zod'],
  emulator: [
    'fastify',
    '@fastify/formbody',
    '@xmldom/xmldom',
    'twilio/lib/webhooks/webhooks.js',
    'zod',
  ],
  demo: ['@modelcontextprotocol/sdk', 'zod'],
};

/** Rooms that production never pays for: they may only be imported when they are needed. */
const ON_DEMAND = ['demo', 'emulator'];

interface Import {
  readonly file: string;
  readonly folder: string;
  readonly target: string;
  readonly isStatic: boolean;
}

const IMPORT = /^(import|export) (type )?(?:[^';]*?from )?'([^']+)'|import\('([^']+)'\)/gms;
const SRC = join(import.meta.dirname, '../src');

const imports: readonly Import[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) =>
    [...readFileSync(join(SRC, file), 'utf8').matchAll(IMPORT)].map(
      ([, keyword, type, target = '', lazyTarget = '']) => ({
        file,
        folder: file.includes('/') ? (file.split('/')[0] ?? '') : 'src',
        target: target || lazyTarget,
        isStatic: keyword !== undefined && type === undefined,
      }),
    ),
  );

const isLocal = ({ target }: Import): boolean => target.startsWith('.');

const roomOf = ({ file, target }: Import): string =>
  normalize(join(dirname(file), target)).split('/')[0] ?? '';

const isPackage = (target: string, name: string): boolean =>
  target === name || target.startsWith(`${name}/`);

const told = (strays: readonly Import[]): readonly string[] =>
  strays.map(({ file, target }) => `${file} -> ${target}`);

test('the check sees the code base', () => {
  expect(imports.length).toBeGreaterThan(150);
});

test('every room has its arrows written down', () => {
  const rooms = new Set(imports.map(({ folder }) => folder).filter((folder) => folder !== 'src'));
  expect([...rooms].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
});

test('rooms only import in the allowed directions', () => {
  const strays = imports
    .filter((it) => isLocal(it) && it.folder !== 'src')
    .filter((it) => roomOf(it) !== it.folder && !MAY_IMPORT[it.folder]?.includes(roomOf(it)));
  expect(told(strays)).toEqual([]);
});

test('vendors stay at the edges', () => {
  const strays = imports
    .filter((it) => !isLocal(it) && !it.target.startsWith('node:') && it.folder !== 'src')
    .filter(
      ({ folder, target }) => !(VENDORS[folder] ?? ['zod']).some((name) => isPackage(target, name)),
    );
  expect(told(strays)).toEqual([]);
});

test('the demo and the emulator are loaded on demand only', () => {
  const strays = imports.filter(
    (it) =>
      isLocal(it) &&
      it.isStatic &&
      ON_DEMAND.includes(roomOf(it)) &&
      !ON_DEMAND.includes(it.folder),
  );
  expect(told(strays)).toEqual([]);
});

test('heavy packages are loaded when first needed', () => {
  const strays = imports.filter(
    ({ target, isStatic, folder }) =>
      isStatic &&
      folder !== 'demo' &&
      ['twilio', '@anthropic-ai/sdk', '@modelcontextprotocol/sdk', 'jsonata', 'prom-client'].some(
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
