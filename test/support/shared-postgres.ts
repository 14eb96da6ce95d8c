import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type PostgresCluster, type ServerPlace, startPostgres } from './postgres-cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The socket that says where PostgreSQL is, which starts when the first worker asks. */
    readonly sharedPostgres: string;
  }
}

/** The answer that workers get. */
export type SharedPostgres = ServerPlace | { readonly error: string };

let cleanup: AsyncDisposableStack;

function createShared() {
  let cluster: Promise<PostgresCluster> | undefined;
  return {
    async locate(): Promise<SharedPostgres> {
      cluster ??= startPostgres({ fsync: 'off' });
      try {
        const { port, folder } = await cluster;
        return { port, folder };
      } catch (cause) {
        return { error: String(cause) };
      }
    },
    async [Symbol.asyncDispose]() {
      await (await cluster?.catch(() => undefined))?.[Symbol.asyncDispose]();
    },
  };
}

/** Runs before all tests. */
export async function setup({ provide }: TestProject): Promise<void> {
  cleanup = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'shared-postgres-'));
  cleanup.defer(() => rmSync(folder, { recursive: true, force: true }));
  const shared = cleanup.use(createShared());
  const server = createServer(
    (socket) => void shared.locate().then((place) => socket.end(JSON.stringify(place))),
  );
  cleanup.use(server.listen(join(folder, 'socket')));
  await once(server, 'listening');
  provide('sharedPostgres', join(folder, 'socket'));
}

/** Runs after all tests. */
export async function teardown(): Promise<void> {
  await cleanup.disposeAsync();
}
