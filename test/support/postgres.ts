import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';
import { z } from 'zod';
import type { ServerPlace } from './postgres-cluster.ts';
import { createDatabase, type PostgresDatabase } from './postgres-database.ts';

const Located = z.union([
  z.object({ port: z.number(), folder: z.string() }),
  z.object({ error: z.string() }),
]);

async function locate(): Promise<ServerPlace> {
  const located = Located.parse(JSON.parse(await text(connect(inject('sharedPostgres')))));
  if ('error' in located) throw new Error(located.error);
  return located;
}

let located: Promise<ServerPlace> | undefined;

/** Locates the server of this run, which starts when the first worker asks. */
function server(): Promise<ServerPlace> {
  located ??= locate();
  return located;
}

/** Creates a database on the server of this run. */
export const createTestDatabase = async (): Promise<PostgresDatabase> =>
  createDatabase(await server());
