import { setTimeout as sleep } from 'node:timers/promises';
import { AuditRow } from '../../src/adapters/storage/audit-row.ts';
import { type AuditEvent, firstBroken } from '../../src/audit/audit.ts';
import { APOLOGY, STORAGE_UNREACHABLE } from '../../src/core/reply.ts';
import { PUBLIC_URL } from '../support/account.ts';
import { startCarrier } from '../support/carrier.ts';
import { fastClock } from '../support/fast-clock.ts';
import { ALICE } from '../support/phone-number.ts';
import type { PostgresDatabase } from '../support/postgres-database.ts';
import { type FaultyProxy, startFaultyProxy } from '../support/postgres-faults.ts';
import { makeTimeFast } from '../support/postgres-time.ts';
import type { RelayProcess } from '../support/process.ts';
import { queryPostgres } from '../support/query-postgres.ts';
import { PVE_TOKEN } from '../upstreams/proxmox.ts';
import { hasDied, startCrashingRelay, until } from './crashing-relay.ts';
import { type Rebooting, startRebooting } from './rebooting-guest.ts';

/** How many seconds pass in one: leases of the dead end in two. */
const SPEED = 8;
const SECOND = 1000;
const TIMEOUT_MS = 30_000;

/** The relays by their number. */
export type RelayNumber = 0 | 1;

const other = (relay: RelayNumber): RelayNumber => (relay === 0 ? 1 : 0);

/** The state of the database when all is over. */
interface RecordedState {
  readonly events: readonly AuditEvent[];
  /** The first line of the audit log that is not as it was written. */
  readonly broken: number | undefined;
  /** The ids of texts that are not done with. */
  readonly open: readonly unknown[];
}

/** A phone, a Proxmox and two relays between them, on one database that is behind a proxy. */
export interface ReplicasScenario extends AsyncDisposable {
  readonly proxmox: Rebooting;
  readonly proxy: FaultyProxy;
  /** Returns true while both relays run. */
  readonly areUp: () => boolean;
  readonly start: (relay: RelayNumber, env?: NodeJS.ProcessEnv) => Promise<RelayProcess>;
  /** Delivers a text to a relay, and then to either until one accepts it; resolves to the number of its ids. */
  readonly text: (relay: RelayNumber, body: string, sid: string) => Promise<number>;
  readonly heard: () => readonly string[];
  readonly count: (text: string | RegExp) => number;
  /** Resolves to false when it did not become true in time. */
  readonly until: (isTrue: () => boolean) => Promise<boolean>;
  /** Resolves to what is on record once no text is open, or when that takes too long. */
  readonly settle: () => Promise<RecordedState>;
}

const isRefused = (answer: string): boolean =>
  answer === APOLOGY.body || answer === STORAGE_UNREACHABLE.body;

/** `takesMs`: how long the container is down when it reboots. */
export async function openReplicas(
  folder: string,
  database: PostgresDatabase,
  takesMs: number,
): Promise<ReplicasScenario> {
  await using cleanup = new AsyncDisposableStack();
  const startedAt = Date.now();
  await makeTimeFast(database, { startedAt, speed: SPEED });
  const clock = fastClock(startedAt, SPEED);
  const proxmox = cleanup.use(await startRebooting(clock, takesMs));
  const proxy = cleanup.use(await startFaultyProxy(database.url));
  const relays = new Map<RelayNumber, RelayProcess>();
  let route: RelayNumber = 0;
  const reach = (to: string): string => {
    const target = [route, other(route)].flatMap((it) => relays.get(it) ?? []).find(isUp);
    return to.replace(PUBLIC_URL, target?.address ?? 'http://127.0.0.1:65534');
  };
  const carrier = cleanup.use(await startCarrier({ clock, reach }));
  const heard = () => carrier.textsTo(ALICE).filter((text) => !isRefused(text));

  async function record(): Promise<RecordedState> {
    const rows = await queryPostgres(database.socketUrl, 'SELECT * FROM audit ORDER BY seq');
    const lines = rows.map((row) => AuditRow.parse({ ...row, ...numbersOf(row) }));
    const open = await queryPostgres(database.socketUrl, 'SELECT sid FROM inbox WHERE NOT done');
    return {
      events: lines.map(({ event }) => event),
      broken: await firstBroken(lines),
      open: open.map(({ sid }) => sid),
    };
  }

  cleanup.defer(async () => {
    for (const { child, exited } of relays.values()) {
      child.kill('SIGKILL');
      await exited;
    }
  });
  const owned = cleanup.move();
  return {
    proxmox,
    proxy,
    heard,
    areUp: () => [...relays.values()].every(isUp),
    async start(number, env) {
      const relay = await startCrashingRelay(folder, {
        ...{ PROXMOX_URL: proxmox.url.href, PROXMOX_TOKEN: PVE_TOKEN },
        ...{ TWILIO_API_URL: carrier.url, DATABASE_URL: proxy.url },
        ...{ STARTED_AT: String(startedAt), SPEED: String(SPEED), ...env },
      });
      relays.set(number, relay);
      return relay;
    },
    async text(relay, body, sid) {
      const end = performance.now() + TIMEOUT_MS;
      let ids = 1;
      for (let to = relay; performance.now() < end; to = other(to)) {
        route = to;
        const id = `${sid.slice(0, -2)}${String(ids).padStart(2, '0')}`;
        const { messages, problem } = await carrier.text(ALICE, body, { sid: id });
        const isAgain = messages.some(isRefused); // the person reads it and texts once more
        if (problem === undefined && !isAgain) return ids;
        if (isAgain) ids += 1;
        await sleep(SECOND / 20);
      }
      throw new Error(`no relay took "${body}"`);
    },
    count: (text) =>
      heard().filter((it) => (typeof text === 'string' ? it === text : text.test(it))).length,
    async until(isTrue) {
      await until(isTrue, TIMEOUT_MS);
      return isTrue();
    },
    async settle() {
      const end = performance.now() + TIMEOUT_MS;
      for (;;) {
        const state = await record();
        if (state.open.length === 0 || performance.now() > end) return state;
        await sleep(SECOND / 10);
      }
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const isUp = (relay: RelayProcess): boolean => !hasDied(relay) && relay.child.exitCode === null;

const numbersOf = ({ seq, at }: Readonly<Record<string, unknown>>) => ({
  seq: Number(seq),
  at: Number(at),
});
