import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstRow, statement } from '../../../../src/adapters/storage/postgres/connection.ts';
import { openPool } from '../../../../src/adapters/storage/postgres/database.ts';
import { describeOnPostgres } from '../../../support/describe-on-postgres.ts';
import { createTestDatabase } from '../../../support/postgres.ts';
import { startTlsPostgres, type TlsPostgres } from '../../../support/postgres-tls.ts';

const OF_THIS_ONE = statement('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');

/** Connects as the relay does, and returns true when the server says that the connection is encrypted. */
async function isEncrypted(url: string): Promise<unknown> {
  await using pool = openPool({ url, replica: 'test' });
  return (await firstRow(pool, OF_THIS_ONE))?.['ssl'];
}

const UNKNOWN_AUTHORITY = { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' };
const OTHER_NAME = { code: 'ERR_TLS_CERT_ALTNAME_INVALID' };

describeOnPostgres('an encrypted database', () => {
  let server: TlsPostgres;
  beforeAll(async () => {
    server = await startTlsPostgres();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  // The last of them checks most, and the driver takes all of them for it.
  const MODES = ['prefer', 'require', 'verify-ca', 'verify-full'];

  test.for(MODES)('is used by a client that knows its authority: %s', async (mode) => {
    const url = server.urlOf({ host: 'localhost', mode, authority: 'own' });
    expect(await isEncrypted(url)).toBe(true);
  });

  test.for(MODES)('is refused under another name than its own: %s', async (mode) => {
    const url = server.urlOf({ host: '127.0.0.1', mode, authority: 'own' });
    await expect(isEncrypted(url)).rejects.toMatchObject(OTHER_NAME);
  });

  test.for(MODES)('is refused when another authority is expected: %s', async (mode) => {
    for (const authority of ['other', 'system'] as const) {
      const url = server.urlOf({ host: 'localhost', mode, authority });
      await expect(isEncrypted(url)).rejects.toMatchObject(UNKNOWN_AUTHORITY);
    }
  });

  test('does not let anybody in who does not encrypt', async () => {
    const plain = server.urlOf({ host: 'localhost', mode: 'disable', authority: 'own' });
    for (const url of [server.plainUrl, plain]) {
      await expect(isEncrypted(url)).rejects.toThrow(/no encryption/);
    }
  });

  test('is refused once its certificate has expired', async () => {
    await using old = await startTlsPostgres(-1);
    const url = old.urlOf({ host: 'localhost', mode: 'verify-full', authority: 'own' });
    await expect(isEncrypted(url)).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' });
  });

  test('is expected, and one that cannot encrypt is refused', async () => {
    await using database = await createTestDatabase();
    const url = new URL(database.url);
    url.searchParams.set('sslmode', 'verify-full');
    await expect(isEncrypted(url.href)).rejects.toThrow(/does not support SSL/);
  });
});
