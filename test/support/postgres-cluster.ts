import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Certificate } from '../upstreams/serve.ts';
import { freePort } from './free-port.ts';
import { isRoot, postgresCommand } from './postgres-programs.ts';
import { type PostgresServer, startServer } from './postgres-server.ts';
import { constant, queryPostgres } from './query-postgres.ts';

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

/** A PostgreSQL with data of its own. It runs until it is killed. */
export interface PostgresCluster extends ServerPlace, AsyncDisposable {
  readonly kill: () => Promise<void>;
  /** Starts it again over its data, after it was killed. */
  readonly restart: () => Promise<void>;
}

interface Choices {
  /** `off` is faster, and loses data when the machine crashes; a killed server loses nothing. */
  readonly fsync: 'on' | 'off';
  /** Encrypts connections over TCP, and refuses all others. */
  readonly certificate?: Certificate | undefined;
}

/** Not the defaults that hide mistakes: words are ordered as in a dictionary, and times are those of another zone. */
const LOCALE = ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US', '--locale=C'];

const ENCRYPTED_ONLY = 'local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n';

const own = (path: string): void => {
  if (isRoot) execFileSync('chown', ['-R', 'postgres:postgres', path]);
};

async function createData(folder: string, { certificate }: Choices): Promise<void> {
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD);
  own(folder);
  const { command, args } = postgresCommand('initdb', [
    ...['--pgdata', data, '--username=postgres', `--pwfile=${passwordFile}`],
    ...['--auth-local=trust', '--auth-host=scram-sha-256', '--no-sync', ...LOCALE],
  ]);
  await promisify(execFile)(command, args, { cwd: folder });
  if (!certificate) return;
  writeFileSync(join(data, 'server.crt'), certificate.cert);
  writeFileSync(join(data, 'server.key'), certificate.key, { mode: 0o600 });
  writeFileSync(join(data, 'pg_hba.conf'), ENCRYPTED_ONLY);
  own(data);
}

/** Starts a server on a free port, over empty data in the system's temporary folder. */
export async function startPostgres(choices: Choices): Promise<PostgresCluster> {
  await using cleanup = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  cleanup.defer(() => rmSync(folder, { recursive: true, force: true }));
  await createData(folder, choices);
  const { fsync, certificate } = choices;
  const port = await freePort();
  const start = () =>
    startServer(folder, {
      ...{ listen_addresses: '127.0.0.1', port, unix_socket_directories: folder },
      ...{ max_connections: 300, shared_buffers: '32MB', timezone: 'Asia/Kathmandu' },
      ...{ fsync, full_page_writes: fsync, lc_messages: 'C', ssl: certificate ? 'on' : 'off' },
    });
  let server: PostgresServer | undefined = await start();
  cleanup.defer(() => server?.stop());
  const admin = socketUrl({ port, folder }, { user: 'postgres', database: 'postgres' });
  await queryPostgres(admin, `CREATE ROLE relay LOGIN PASSWORD ${constant(PASSWORD)}`);
  const owned = cleanup.move();
  return {
    port,
    folder,
    async kill() {
      await server?.kill();
      server = undefined;
    },
    async restart() {
      server ??= await start();
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
