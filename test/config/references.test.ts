import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { createAppLog } from '../../src/app/logging.ts';
import { checkVariable } from '../../src/config/check.ts';
import { type Config, loadConfig } from '../../src/config/config.ts';
import { Environment } from '../../src/config/environment.ts';
import { SECRET_VARIABLES } from '../../src/config/secret-variables.ts';
import { secretsIn } from '../../src/config/secrets-in.ts';
import { ok } from '../../src/core/result.ts';
import type { SealedSecret } from '../../src/secrets/secret-store.ts';
import { keyOf, keyText, sealedUnder } from '../secrets/secret-keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'references-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer | object): string {
  const path = join(folder, name);
  const isText = typeof content === 'string' || Buffer.isBuffer(content);
  writeFileSync(path, isText ? content : JSON.stringify(content));
  return path;
}

const RELAY_SECRET_KEY = keyText();
const key = keyOf(RELAY_SECRET_KEY);

const stored = (name: string, value: string, over: Partial<SealedSecret> = {}): SealedSecret =>
  sealedUnder(key, value, { ...over, name });

const NEEDED = { DEMO: '1', DATABASE_URL: 'sqlite:./relay.db', RELAY_SECRET_KEY };

async function problems(env: NodeJS.ProcessEnv, secrets: readonly SealedSecret[] = []) {
  const loaded = await loadConfig({ ...NEEDED, ...env }, async () => ok(secrets));
  return loaded.ok ? [] : loaded.error;
}

async function load(
  env: NodeJS.ProcessEnv,
  secrets: readonly SealedSecret[] = [],
): Promise<Config> {
  const loaded = await loadConfig({ ...NEEDED, ...env }, async () => ok(secrets));
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  return loaded.value;
}

/** A configuration in every form in which it could be shown. */
const shown = (config: Config): string => {
  const lines: string[] = [];
  createAppLog(config, { write: (line: string) => lines.push(line) }).info({ config }, 'x');
  return [inspect(config, { depth: 12 }), JSON.stringify(config), ...lines].join('\n');
};

test('every variable that holds a secret may refer to one, and only those', () => {
  const PASSES = [
    'x',
    'JBSWY3DPEHPK3PXPJBSWY3DP',
    'a@b!c=d',
    'k'.repeat(32),
    'https://x.example/y',
  ];
  const names = Object.entries(Environment.shape).flatMap(([name, schema]) =>
    PASSES.some((value) => secretsIn(schema.safeParse(value).data).some(Boolean)) ? [name] : [],
  );
  expect(Object.keys(SECRET_VARIABLES).toSorted()).toEqual(names.toSorted());
});

describe('a variable', () => {
  test('may name a stored secret', async () => {
    const env = { UNIFI_URL: 'https://192.168.1.1', UNIFI_API_KEY: 'secret:unifi' };
    const config = await load(env, [stored('other', 'wrong-one'), stored('unifi', 'hunter2-long')]);
    expect(config.apis.unifi?.key.reveal()).toBe('hunter2-long');
    expect(shown(config)).not.toContain('hunter2');
  });

  test('may name a file, also one that Kubernetes links to; its last newline is not part of it', async () => {
    const target = file('mounted', 'hunter2-file\n');
    const link = join(folder, 'link');
    symlinkSync(target, link);
    const config = await load({ METRICS_TOKEN: ` file:${link} `, RELAY_SECRET_KEY: '' });
    expect(config.metricsToken?.reveal()).toBe('hunter2-file');
    expect(shown(config)).not.toContain('hunter2');
  });

  test('keeps the form that its own kind of token needs', async () => {
    const env = { PROXMOX_URL: 'https://pve:8006', PROXMOX_TOKEN: 'secret:pve' };
    expect(await problems(env, [stored('pve', 'no-token')])).toEqual([
      'PROXMOX_TOKEN: must be USER@REALM!TOKENID=UUID',
    ]);
    const config = await load(env, [stored('pve', 'relay@pve!sms=1111')]);
    expect(config.apis.proxmox?.token.reveal()).toBe('relay@pve!sms=1111');
  });

  test('may hold two of them while a token is rotated', async () => {
    const TWILIO_AUTH_TOKEN = `secret:new, file:${file('old', 'old-token\n')}`;
    const config = await load({ TWILIO_AUTH_TOKEN }, [stored('new', 'new-token')]);
    expect(config.twilio.authTokens.map((it) => it.reveal())).toEqual(['new-token', 'old-token']);
    expect(await problems({ TWILIO_AUTH_TOKEN: 'secret:a,plain,secret:b' })).toEqual([
      'TWILIO_AUTH_TOKEN: secret:a is not stored yet: sms-relay secrets add a; secret:b is not stored yet: sms-relay secrets add b',
    ]);
  });

  test('holds what a secret holds, which is no reference again', async () => {
    const config = await load({ METRICS_TOKEN: 'secret:a' }, [stored('a', 'secret:b')]);
    expect(config.metricsToken?.reveal()).toBe('secret:b');
  });

  test.for([
    ['secret:Unifi Key', /^METRICS_TOKEN: must be secret:NAME: a name has up to 63/],
    ['secret:', /^METRICS_TOKEN: must be secret:NAME/],
    ['secret:none', 'METRICS_TOKEN: secret:none is not stored yet: sms-relay secrets add none'],
    ['secret:monitors', /^METRICS_TOKEN: secret:monitors is not stored yet/],
    [
      'file:relative',
      'METRICS_TOKEN: must be file: and an absolute path, like file:/run/secrets/NAME',
    ],
    ['file:///run/secrets/x', /^METRICS_TOKEN: must be file: and an absolute path/],
    ['file:/nowhere/at-all', /^METRICS_TOKEN: file:\/nowhere\/at-all cannot be read: ENOENT/],
    ['file:/dev/zero', 'METRICS_TOKEN: file:/dev/zero is not a file'],
    [`file:${tmpdir()}`, /is not a file$/],
  ] as const)('%s is a problem', async ([METRICS_TOKEN, expected]) => {
    const [problem, ...others] = await problems({ METRICS_TOKEN }, [
      stored('monitors', 'x', { purpose: 'monitor' }),
    ]);
    expect(problem).toEqual(expect.stringMatching(expected));
    expect(others).toEqual([]);
  });

  test.for([
    ['empty', '', 'is empty'],
    ['blank', ' \n', 'is empty'],
    ['large', 'x'.repeat(64 * 1024 + 1), 'is larger than 64 KB'],
    ['binary', Buffer.from([0xff, 0xfe, 0]), 'is not text'],
  ] as const)('that names a file which is %s is a problem', async ([name, content, why]) => {
    const path = file(name, content);
    expect(await problems({ METRICS_TOKEN: `file:${path}` })).toEqual([
      `METRICS_TOKEN: file:${path} ${why}`,
    ]);
  });

  test('that names a pipe does not wait for it', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(await problems({ METRICS_TOKEN: `file:${pipe}` })).toEqual([
      `METRICS_TOKEN: file:${pipe} is not a file`,
    ]);
  });

  test('is one line, also where its secret has more', async () => {
    const lines = [stored('a', 'one\ntwo'), stored('b', 'one\n\n')];
    expect(await problems({ METRICS_TOKEN: 'secret:a' }, lines)).toEqual([
      'METRICS_TOKEN: secret:a has more than one line',
    ]);
    expect((await load({ METRICS_TOKEN: 'secret:b' }, lines)).metricsToken?.reveal()).toBe('one');
  });

  test('that is wrong by itself and one whose secret is missing are told at once', async () => {
    const env = { LOG_LEVEL: 'loud', METRICS_TOKEN: 'secret:a', TWILIO_AUTH_TOKEN: 'secret:b' };
    expect(await problems(env)).toEqual([
      'LOG_LEVEL: must be debug, info, warn or error',
      'TWILIO_AUTH_TOKEN: secret:b is not stored yet: sms-relay secrets add b',
      'METRICS_TOKEN: secret:a is not stored yet: sms-relay secrets add a',
    ]);
  });

  test('that refers to a secret is accepted by setup as it stands', () => {
    expect(checkVariable('PROXMOX_TOKEN', ' secret:pve')).toEqual(ok('secret:pve'));
    expect(checkVariable('TOTP_SECRET', 'file:/run/secrets/totp')).toEqual(
      ok('file:/run/secrets/totp'),
    );
    expect(checkVariable('TOTP_SECRET', 'secret:TOTP').ok).toBe(false);
  });
});

describe('a secret for one host', () => {
  const pve = [stored('pve', 'a@b!c=hunter2-long', { host: '192.168.1.11:8006' })];
  const at = (PROXMOX_URL: string) => ({ PROXMOX_URL, PROXMOX_TOKEN: 'secret:pve' });

  test('is sent there', async () => {
    expect(await problems(at('https://192.168.1.11:8006'), pve)).toEqual([]);
    expect(await problems(at('https://192.168.1.11:8006/x'), pve)).toEqual([]);
  });

  test.for([
    ['https://192.168.1.12:8006', '192.168.1.12:8006'],
    ['https://192.168.1.11', '192.168.1.11:443'],
    ['http://192.168.1.11', '192.168.1.11:80'],
    ['https://192.168.1.11.evil.example:8006', '192.168.1.11.evil.example:8006'],
  ] as const)('is not sent to %s', async ([url, to]) => {
    expect(await problems(at(url), pve)).toEqual([
      `PROXMOX_TOKEN: secret:pve is for 192.168.1.11:8006 alone, and would be sent to ${to} here`,
    ]);
  });

  test('is not sent by a variable that knows no host', async () => {
    expect(await problems({ METRICS_TOKEN: 'secret:pve' }, pve)).toEqual([
      'METRICS_TOKEN: secret:pve is for 192.168.1.11:8006 alone, and here it is not sent to any one host',
    ]);
  });

  test('is sent to the makers of an API where no other base of it is set', async () => {
    const env = { ANTHROPIC_API_KEY: 'secret:claude' };
    const claude = [stored('claude', 'sk-ant', { host: 'api.anthropic.com:443' })];
    expect(await problems(env, claude)).toEqual([]);
    expect(await problems({ ...env, ANTHROPIC_BASE_URL: 'https://evil.example' }, claude)).toEqual([
      expect.stringContaining('would be sent to evil.example:443 here'),
    ]);
  });
});

describe('the entry of a server', () => {
  const mcp = (entry: object, env: NodeJS.ProcessEnv = {}) => ({
    MCP_CONFIG: file('mcp.json', { mcpServers: { unifi: entry } }),
    ...env,
  });
  const secrets = [
    stored('unifi', 'hunter2-anywhere'),
    stored('bound', 'hunter2-bound', { host: 'unifi.lan:443' }),
  ];
  const reach = async (entry: object, env: NodeJS.ProcessEnv = {}) =>
    (await load(mcp(entry, env), secrets)).areas.network.servers[0]?.reach;

  test('may hold references in headers, whole and as a part, also behind a variable', async () => {
    const path = file('token', 'from-file\n');
    const server = await reach(
      {
        url: 'https://unifi.lan/mcp',
        headers: {
          whole: 'secret:unifi',
          authorization: `Bearer \${secret:bound}`,
          'x-file': `\${file:${path}}`,
          'x-variable': `\${KEY}`,
          'x-default': `\${NOT_SET:-secret:unifi}`,
          'x-named': `\${file:-of this name}\${secret:-too}`,
        },
      },
      { KEY: `file:${path}` },
    );
    if (server?.kind !== 'http') throw new Error('not http');
    expect([...server.headers].map(([name, value]) => [name, value.reveal()])).toEqual([
      ['whole', 'hunter2-anywhere'],
      ['authorization', 'Bearer hunter2-bound'],
      ['x-file', 'from-file'],
      ['x-variable', 'from-file'],
      ['x-default', 'hunter2-anywhere'],
      ['x-named', 'of this nametoo'],
    ]);
  });

  test('may hold them in the words and the environment of a program, and none reaches a log', async () => {
    const entry = {
      command: 'npx',
      args: ['server', 'secret:unifi', `--x=\${secret:unifi}`],
      env: { KEY: 'secret:unifi' },
    };
    const config = await load(mcp(entry), secrets);
    const server = config.areas.network.servers[0]?.reach;
    if (server?.kind !== 'stdio') throw new Error('not stdio');
    expect(server.args).toEqual(['server', 'hunter2-anywhere', '--x=hunter2-anywhere']);
    expect(server.env.get('KEY')?.reveal()).toBe('hunter2-anywhere');
    const lines: string[] = [];
    createAppLog(config, { write: (line: string) => lines.push(line) }).warn(server.args.join(' '));
    expect(lines.join('')).not.toContain('hunter2');
  });

  test('may hold them in an address, which no log shows either', async () => {
    const config = await load(mcp({ url: `https://unifi.lan/\${secret:unifi}/mcp` }), secrets);
    const server = config.areas.network.servers[0]?.reach;
    if (server?.kind !== 'http') throw new Error('not http');
    expect(server.url.pathname).toBe('/hunter2-anywhere/mcp');
    const lines: string[] = [];
    createAppLog(config, { write: (line: string) => lines.push(line) }).warn(server.url.href);
    expect(lines.join('')).not.toContain('hunter2');
  });

  test('leaves alone what only begins like a reference', async () => {
    const args = ['file:///srv/data', 'file:data.db', 'a secret:unifi', `\${unknown:x}`];
    expect(await reach({ command: 'npx', args })).toMatchObject({ args });
  });

  test('gets a secret for its own host, and no other', async () => {
    const headers = { authorization: `Bearer \${secret:bound}` };
    const exchange = { url: 'https://evil.example/token', body: { key: 'secret:bound' } };
    const refused = (where: string) => [
      `MCP_CONFIG: unifi: secret:bound is for unifi.lan:443 alone, and ${where}`,
    ];
    const elsewhere = refused('would be sent to evil.example:443 here');
    const nowhere = refused('here it is not sent to any one host');
    const good = 'https://unifi.lan/mcp';
    for (const [entry, expected] of [
      [{ url: good, headers }, []],
      [{ url: `https://\${HOST}/mcp`, headers }, []],
      [{ url: 'https://evil.example/mcp', headers }, elsewhere],
      [{ url: good, tokenExchange: exchange }, elsewhere],
      [{ url: good, tokenExchange: { ...exchange, url: 'https://unifi.lan/token' } }, []],
      [{ url: 'https://evil.example', tokenExchange: { ...exchange, url: good } }, []],
      [{ url: `${good}?key=\${secret:bound}` }, nowhere],
      [{ command: 'npx', env: { KEY: 'secret:bound' } }, nowhere],
      [{ command: 'npx', args: ['secret:bound'] }, nowhere],
      [{ command: 'npx', url: good, env: { KEY: 'secret:bound' } }, nowhere],
    ] as const) {
      expect(await problems(mcp(entry, { HOST: 'unifi.lan' }), secrets)).toEqual(expected);
    }
  });

  test('has no header of several lines, which no server could be sent', async () => {
    const key = stored('key', '-----BEGIN-----\nhunter2');
    const entry = { url: 'https://unifi.lan', headers: { a: 'secret:key' } };
    expect(await problems(mcp(entry), [key])).toEqual([
      'MCP_CONFIG: unifi.headers.a: must be one line',
    ]);
    const program = { command: 'npx', env: { KEY: 'secret:key' } };
    expect(await problems(mcp(program), [key])).toEqual([]);
  });

  test('names the server whose secret is missing, once for each', async () => {
    const entry = { url: 'https://unifi.lan', headers: { a: 'secret:none', b: 'secret:none' } };
    expect(await problems(mcp(entry), secrets)).toEqual([
      'MCP_CONFIG: unifi: secret:none is not stored yet: sms-relay secrets add none',
    ]);
  });
});

describe('the key', () => {
  const env = { METRICS_TOKEN: 'secret:a' };

  test('is needed by a reference alone, which says so', async () => {
    expect(await problems({ RELAY_SECRET_KEY: '' }, [stored('a', 'x')])).toEqual([]);
    expect(await problems({ ...env, RELAY_SECRET_KEY: '' }, [stored('a', 'x')])).toEqual([
      'METRICS_TOKEN: secret:a needs RELAY_SECRET_KEY, which is not set',
    ]);
  });

  test('stops the start where something is sealed under another one, though nothing refers to it', async () => {
    const wrong = keyText();
    const secrets = [stored('a', 'x'), stored('b', 'y')];
    const words = (variable: string) =>
      `${variable}: 2 stored secrets are sealed under key ${key.id}, and set is key ${keyOf(wrong).id}: set that key, or both with a comma between`;
    expect(await problems({ RELAY_SECRET_KEY: wrong }, secrets)).toEqual([
      words('RELAY_SECRET_KEY'),
    ]);
    const RELAY_SECRET_KEY_FILE = file('key', `${wrong}\n`);
    expect(await problems({ RELAY_SECRET_KEY: '', RELAY_SECRET_KEY_FILE }, secrets)).toEqual([
      words('RELAY_SECRET_KEY_FILE'),
    ]);
  });

  test('may be the second of two, or stand in a file', async () => {
    for (const given of [
      { RELAY_SECRET_KEY: `${keyText()},${RELAY_SECRET_KEY}` },
      { RELAY_SECRET_KEY: '', RELAY_SECRET_KEY_FILE: file('key', `${RELAY_SECRET_KEY}\n`) },
      { RELAY_SECRET_KEY: `file:${file('key', RELAY_SECRET_KEY)}` },
    ]) {
      const config = await load({ ...env, ...given }, [stored('a', 'hunter2')]);
      expect(config.metricsToken?.reveal()).toBe('hunter2');
      expect(shown(config)).not.toContain(RELAY_SECRET_KEY.slice(0, 20));
    }
  });

  test.for([
    [
      { RELAY_SECRET_KEY: 'password' },
      /^RELAY_SECRET_KEY: must be 32 bytes .*: openssl rand -base64 32$/,
    ],
    [{ RELAY_SECRET_KEY: 'secret:key' }, /^RELAY_SECRET_KEY: cannot be a stored secret/],
    [{ RELAY_SECRET_KEY_FILE: '/x' }, /^RELAY_SECRET_KEY_FILE: is set beside RELAY_SECRET_KEY/],
    [
      { RELAY_SECRET_KEY: '', RELAY_SECRET_KEY_FILE: '/none' },
      /^RELAY_SECRET_KEY_FILE: \/none cannot be read/,
    ],
  ] as const)('%o is a problem, told once and not quoted', async ([given, expected]) => {
    expect(await problems(given)).toEqual([expect.stringMatching(expected)]);
  });
});

describe('a stored secret that somebody changed in the database', () => {
  const [one, two] = [stored('a', 'one'), stored('b', 'two')];
  const bound = stored('a', 'one', { host: 'h:443' });
  test.for([
    ['has the value of another', { ...one, nonce: two.nonce, sealed: two.sealed }],
    ['has another name', { ...two, name: 'a' }],
    ['has the host of another', { ...bound, host: 'evil.example:443' }],
    ['lost its host', { ...bound, host: undefined }],
    ['is cut', { ...one, sealed: one.sealed.subarray(0, 3) }],
    ['is empty', { ...two, name: 'a', nonce: new Uint8Array(), sealed: new Uint8Array() }],
  ] as const)('and %s is refused', async ([, changed]) => {
    expect(await problems({ METRICS_TOKEN: 'secret:a' }, [changed, two])).toEqual([
      'METRICS_TOKEN: secret:a was changed or damaged in the database: sms-relay secrets add a',
    ]);
  });
});

describe('DATABASE_URL', () => {
  test('may stand in a file, for its password', async () => {
    const DATABASE_URL = `file:${file('url', 'sqlite:./elsewhere.db\n')}`;
    expect((await load({ DATABASE_URL })).databaseUrl).toBe('sqlite:./elsewhere.db');
  });

  test('cannot be a stored secret', async () => {
    expect(await problems({ DATABASE_URL: 'secret:a' })).toEqual([
      'DATABASE_URL: cannot be a stored secret: those are in it',
    ]);
    mkdirSync(join(folder, 'is-folder'));
    expect(await problems({ DATABASE_URL: `file:${join(folder, 'is-folder')}` })).toEqual([
      expect.stringMatching(/^DATABASE_URL: .*is-folder is not a file$/),
    ]);
  });
});
