import { randomUUID } from 'node:crypto';
import { type ServerPlace, socketUrl, tcpUrl } from './postgres-cluster.ts';
import { queryPostgres } from './query-postgres.ts';

/** An empty database of a real PostgreSQL. */
export interface PostgresDatabase extends AsyncDisposable {
  /** Over TCP, as an ordinary role that owns the database. */
  readonly url: string;
  /** Over the socket, as the same role. */
  readonly socketUrl: string;
  /** Over the socket, as one that may do everything. */
  readonly adminUrl: string;
}

/** Creates a database on a server, and drops it at the end, connected clients or not. */
export async function createDatabase(place: ServerPlace): Promise<PostgresDatabase> {
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = socketUrl(place, { user: 'postgres', database: 'postgres' });
  await queryPostgres(admin, `CREATE DATABASE ${database} TEMPLATE template0 OWNER relay`);
  return {
    url: tcpUrl(place, { user: 'relay', database }),
    socketUrl: socketUrl(place, { user: 'relay', database }),
    adminUrl: socketUrl(place, { user: 'postgres', database }),
    async [Symbol.asyncDispose]() {
      await queryPostgres(admin, `DROP DATABASE ${database} WITH (FORCE)`);
    },
  };
}
