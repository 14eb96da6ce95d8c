import { join } from 'node:path';
import { createAuditStore } from '../../src/adapters/storage/sqlite/audit-store.ts';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { type AuditEvent, firstBroken } from '../../src/audit/audit.ts';
import { PUBLIC_URL } from '../support/account.ts';
import { startCarrier } from '../support/carrier.ts';
import { fastClock } from '../support/fast-clock.ts';
import { ALICE } from '../support/phone-number.ts';
import type { RelayProcess } from '../support/process.ts';
import { PVE_TOKEN } from '../upstreams/proxmox.ts';
import { startCrashingRelay, until } from './crashing-relay.ts';
import { type Rebooting, startRebooting } from './rebooting-guest.ts';

/** How many seconds pass in one: some deaths are followed by three minutes of looking. */
const SPEED = 20;
const TIMEOUT_MS = 20_000;

/** What a dead relay left written down. */
interface RecordedState {
  readonly events: readonly AuditEvent[];
  /** The first line that is not as it was written. */
  readonly broken: number | undefined;
  /** The ids of the texts. */
  readonly sids: ReadonlySet<unknown>;
}

/** A phone, a Proxmox and a relay between them that may die and come back to its database. */
export interface CrashScenario extends AsyncDisposable {
  readonly proxmox: Rebooting;
  readonly start: (env?: NodeJS.ProcessEnv) => Promise<RelayProcess>;
  readonly kill: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>;
  /** Deliver a text; resolves when it was answered, or could not be. */
  readonly text: (body: string, sid?: string) => Promise<unknown>;
  /** Every text that reached the phone. */
  readonly heard: () => readonly string[];
  /** How many of them are this, or match it. */
  readonly count: (text: string | RegExp) => number;
  readonly until: (isTrue: () => boolean) => Promise<void>;
  readonly record: () => Promise<RecordedState>;
}

let scenarios = 0;

/** `takesMs`: how long the container is down when it reboots. */
export async function openScenario(folder: string, takesMs: number): Promise<CrashScenario> {
  await using cleanup = new AsyncDisposableStack();
  scenarios += 1;
  const url = `sqlite:${join(folder, `${scenarios}.db`)}`;
  const startedAt = Date.now();
  const clock = fastClock(startedAt, SPEED);
  let relay: RelayProcess | undefined;
  const proxmox = cleanup.use(await startRebooting(clock, takesMs));
  const reach = (to: string) => to.replace(PUBLIC_URL, relay?.address ?? 'http://127.0.0.1:65534');
  const carrier = cleanup.use(await startCarrier({ clock, reach }));
  const heard = () => carrier.textsTo(ALICE);

  async function kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    relay?.child.kill(signal);
    await relay?.exited;
  }

  cleanup.defer(() => kill('SIGKILL'));
  const owned = cleanup.move();
  return {
    proxmox,
    heard,
    kill,
    async start(env) {
      relay = await startCrashingRelay(folder, {
        ...{ PROXMOX_URL: proxmox.url.href, PROXMOX_TOKEN: PVE_TOKEN },
        ...{ TWILIO_API_URL: carrier.url, DATABASE_URL: url },
        ...{ STARTED_AT: String(startedAt), SPEED: String(SPEED), ...env },
      });
      return relay;
    },
    text: (body, sid) => carrier.text(ALICE, body, { sid }),
    count: (text) =>
      heard().filter((it) => (typeof text === 'string' ? it === text : text.test(it))).length,
    until: (isTrue) => until(isTrue, TIMEOUT_MS),
    async record() {
      using database = openDatabase(url);
      const lines = await Array.fromAsync(createAuditStore(database).all());
      const texts = database.sql.prepare('SELECT sid FROM inbox').all();
      return {
        events: lines.map(({ event }) => event),
        broken: await firstBroken(lines),
        sids: new Set(texts.map(({ sid }) => sid)),
      };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
