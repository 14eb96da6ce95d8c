import { createAuthority } from './certificate-authority.ts';
import { startPostgres, tcpUrl } from './postgres-cluster.ts';

/** The ways in which a client checks the server, and the name it calls it by. */
interface TlsChoices {
  readonly host: 'localhost' | '127.0.0.1';
  readonly mode: string;
  /** The authority whose certificates the client accepts: that of the server, another one, or those of the system. */
  readonly authority: 'own' | 'other' | 'system';
}

/** A server that encrypts all connections over TCP, by a certificate for `localhost`. */
export interface TlsPostgres extends AsyncDisposable {
  readonly urlOf: (choices: TlsChoices) => string;
  /** Of the same database, without a word about encryption. */
  readonly plainUrl: string;
}

/** Starts a server whose certificate is good for so many days. */
export async function startTlsPostgres(days?: number): Promise<TlsPostgres> {
  await using cleanup = new AsyncDisposableStack();
  const [own, other] = [cleanup.use(createAuthority()), cleanup.use(createAuthority())];
  const certificate = own.issue('localhost', days);
  const cluster = cleanup.use(await startPostgres({ fsync: 'off', certificate }));
  const plainUrl = tcpUrl(cluster, { user: 'relay', database: 'postgres' });
  const owned = cleanup.move();
  return {
    plainUrl,
    urlOf({ host, mode, authority }) {
      const url = new URL(plainUrl);
      url.hostname = host;
      url.searchParams.set('sslmode', mode);
      const file = { own: own.file, other: other.file, system: undefined }[authority];
      if (file !== undefined) url.searchParams.set('sslrootcert', file);
      return url.href;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
