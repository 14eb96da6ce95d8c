import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from './free-port.ts';
import { isRoot, postgresCommand } from './postgres-programs.ts';

/** Needs to be encoded in a URL. */
const PASSWORD = 'p@ss/word: 100%';

/** The ways to a running server. */
export interface ServerPlace {
  readonly port: number;
  /** The folder of its socket. */
  readonly folder: string;
}

/** `postgres` may do everything; `relay` owns the databases of tests, and is let in by its password. */
interface DatabasePlace {
  readonly user: 'postgres' | 'relay';
  readonly database: string;
}

/** Returns a URL of a database over TCP. */
export function tcpUrl({ port }: ServerPlace, { user, database }: DatabasePlace): string {
  return `postgres://${user}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${database}`;
}

/** Returns a URL of a database over the socket of the server. */
export function socketUrl({ port, folder }: ServerPlace, { user, database }: DatabasePlace) {
  return `postgres://${user}@/${database}?host=${encodeURIComponent(folder)}&port=${port}`;
}

/** A running PostgreSQL with data of its own. */
export interface PostgresCluster extends ServerPlace, AsyncDisposable {
  /** The process id of the server, which stops all others when it ends. */
  readonly pid: number;
}

interface Choices {
  /** `off` is faster, and loses data when the machine crashes; a killed server loses nothing. */
  readonly fsync: 'on' | 'off';
}

/** Not the defaults that hide mistakes: words are ordered as in a dictionary, and times are those of another zone. */
const LOCALE = ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US', '--locale=C'];

function settings(folder: string, port: number, { fsync }: Choices): readonly string[] {
  const values = {
    ...{ listen_addresses: '127.0.0.1', port, unix_socket_directories: folder },
    ...{ max_connections: 300, shared_buffers: '32MB', timezone: 'Asia/Kathmandu' },
    ...{ fsync, full_page_writes: fsync, lc_messages: 'C' },
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function createData(folder: string): Promise<void> {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD);
  if (isRoot) execFileSync('chown', ['-R', 'postgres:postgres', folder]);
  const { command, args } = postgresCommand('initdb', [
    ...['--pgdata', join(folder, 'data'), '--username=postgres', `--pwfile=${passwordFile}`],
    ...['--auth-local=trust', '--auth-host=scram-sha-256', '--no-sync', ...LOCALE],
  ]);
  await promisify(execFile)(command, args, { cwd: folder });
}

async function run(folder: string, port: number, choices: Choices) {
  const { command, args } = postgresCommand('postgres', [
    ...['-D', join(folder, 'data')],
    ...settings(folder, port, choices),
  ]);
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(child, 'exit');
  const complaints: string[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<boolean>();
  createInterface({ input: child.stderr })
    .on('line', (line) => {
      complaints.push(line);
      if (line.includes('database system is ready to accept connections')) resolve(true);
    })
    .on('close', () => resolve(false));
  if (!(await ended) || child.pid === undefined)
    throw new Error(`PostgreSQL did not start: ${complaints.join('\n')}`);
  return { child, exited, pid: child.pid };
}

async function createRole(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await client.query(`CREATE ROLE relay LOGIN PASSWORD ${client.escapeLiteral(PASSWORD)}`);
  await client.end();
}

/** Starts a server on a free port, over empty data in the system's temporary folder. */
export async function startPostgres(choices: Choices): Promise<PostgresCluster> {
  await using cleanup = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  cleanup.defer(() => rmSync(folder, { recursive: true, force: true }));
  await createData(folder);
  const port = await freePort();
  const { child, exited, pid } = await run(folder, port, choices);
  cleanup.defer(async () => {
    child.kill('SIGQUIT');
    await exited;
  });
  await createRole(socketUrl({ port, folder }, { user: 'postgres', database: 'postgres' }));
  const owned = cleanup.move();
  return { port, folder, pid, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
