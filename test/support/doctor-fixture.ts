import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../src/app/app.ts';
import { runDoctor } from '../../src/app/doctor.ts';
import { loadConfig } from '../../src/config/config.ts';
import { systemClock } from '../../src/core/clock.ts';
import { startHomelab } from '../../src/demo/homelab-servers.ts';
import type { CheckResult } from '../../src/doctor/check-result.ts';
import { worstFirst } from '../../src/doctor/check-result.ts';
import { PVE_TOKEN, startProxmox } from '../upstreams/proxmox.ts';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, RELAY_NUMBER } from './account.ts';
import { type RunningCarrier, startCarrier } from './carrier.ts';
import { FakeClaude } from './fake-claude.ts';
import { ALICE } from './phone-number.ts';

/** A house in which all is well: a carrier, a relay that runs, a source for every area, Claude. */
export interface DoctorFixture extends AsyncDisposable {
  readonly carrier: RunningCarrier;
  readonly folder: string;
  /** What the relay was started with. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the relay really listens. */
  readonly address: string;
  /** Sets the number up at the carrier. */
  readonly setUpNumber: (fields: Readonly<Record<string, string>>) => Promise<void>;
  /** What the doctor finds, worst first, with some variables changed for its eyes only. */
  readonly examine: (
    change?: Readonly<Record<string, string | undefined>>,
    manner?: 'look' | 'send',
    clock?: typeof systemClock,
  ) => Promise<readonly CheckResult[]>;
}

export async function startDoctorFixture(): Promise<DoctorFixture> {
  await using cleanup = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  cleanup.defer(() => rmSync(folder, { recursive: true }));
  let address = '';
  const reach = (url: string): string => url.replace(/^https?:\/\/relay\.example\.org/, address);
  const carrier = cleanup.use(await startCarrier({ clock: systemClock, reach }));
  const homelab = cleanup.use(await startHomelab({ clock: systemClock }));
  const proxmox = cleanup.use(await startProxmox({ now: () => Date.now() / 1000 }));
  const claude = cleanup.use(await FakeClaude.start());

  const settings = {
    PUBLIC_URL,
    PORT: '0',
    HOST: '127.0.0.1',
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_PHONE_NUMBER: RELAY_NUMBER,
    TWILIO_API_URL: carrier.url,
    ALLOWED_PHONE_NUMBER: ALICE,
    UNIFI_MCP_URL: homelab.urls.network,
    PROXMOX_URL: proxmox.url.href,
    PROXMOX_TOKEN: PVE_TOKEN,
    K8S_MCP_URL: homelab.urls.k8s,
    SECURITY_MCP_URL: homelab.urls.security,
    ANTHROPIC_API_KEY: 'sk-ant-of-the-house',
    ANTHROPIC_BASE_URL: claude.url,
    DATABASE_URL: `sqlite:${join(folder, 'relay.db')}`,
    TZ: 'America/New_York',
  };
  const loaded = await loadConfig(settings);
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  const log = pino({ level: 'silent' });
  const relay = await createApp(loaded.value, { clock: systemClock, log, version: '0.0.0-test' });
  cleanup.use(relay);
  address = await relay.http.listen({ host: '127.0.0.1', port: 0 });
  const env = { ...settings, PORT: new URL(address).port };

  const setUpNumber = async (fields: Readonly<Record<string, string>>): Promise<void> => {
    const key = Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64');
    const path = `/2010-04-01/Accounts/${ACCOUNT_SID}/IncomingPhoneNumbers/PN${'0'.repeat(32)}.json`;
    const response = await fetch(carrier.url + path, {
      ...{ method: 'POST', headers: { authorization: `Basic ${key}` } },
      body: new URLSearchParams(fields),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  await setUpNumber({ SmsUrl: `${PUBLIC_URL}/sms#rc=2&rp=all` });

  const owned = cleanup.move();
  return {
    ...{ carrier, folder, env, address, setUpNumber },
    async examine(change = {}, manner = 'look', clock = systemClock) {
      const changed = Object.fromEntries(Object.entries({ ...env, ...change }));
      const world = { env: changed, clock, version: '0.0.0-test', reach };
      return worstFirst((await runDoctor(world, manner)).findings);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
