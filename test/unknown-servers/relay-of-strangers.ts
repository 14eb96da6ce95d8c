import { setTimeout as sleep } from 'node:timers/promises';
import type { AreaName } from '../../src/config/areas.ts';
import { ACCOUNT_SID, RELAY_NUMBER } from '../support/account.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { startRelay } from '../support/relay.ts';
import { UnknownServer, type UnknownServerSpec } from './unknown-server.ts';

const URL_OF: Readonly<Record<AreaName, string>> = {
  network: 'UNIFI_MCP_URL',
  proxmox: 'PROXMOX_MCP_URL',
  k8s: 'K8S_MCP_URL',
  security: 'SECURITY_MCP_URL',
};

/** Whoever texts does so some time after the relay was started. */
const SETTLING_SECONDS = 12;
const MAX_PAGES = 15;

/** A whole relay over unknown servers, and what a person reads of them. */
export interface RelayOfStrangers extends AsyncDisposable {
  readonly servers: readonly UnknownServer[];
  /** All pages of the answer to a text. */
  readonly read: (text: string) => Promise<string>;
  /** Lets the relay finish what it does after its start. */
  readonly settle: () => Promise<void>;
}

export async function startRelayOfStrangers(
  specs: readonly (readonly [AreaName, UnknownServerSpec])[],
): Promise<RelayOfStrangers> {
  await using cleanup = new AsyncDisposableStack();
  const clock = new FakeClock();
  const entries = await Promise.all(
    specs.map(async ([area, spec]) => {
      const server = cleanup.use(await UnknownServer.start(spec, clock));
      return { area, server };
    }),
  );
  const servers = entries.map(({ server }) => server);
  const relay = cleanup.use(
    await startRelay({
      clock,
      env: {
        DEMO: '0',
        DATABASE_URL: 'memory:',
        TWILIO_ACCOUNT_SID: ACCOUNT_SID,
        TWILIO_PHONE_NUMBER: RELAY_NUMBER,
        TWILIO_API_URL: 'http://127.0.0.1:9',
        ANSWERS_PER_MINUTE: '100000',
        ANSWERS_PER_DAY: '100000',
        LOG_LEVEL: 'warn',
        ...Object.fromEntries(entries.map(({ area, server }) => [URL_OF[area], server.url])),
      },
    }),
  );
  const isHolding = (): boolean => servers.some((server) => server.isHolding);
  const isBusy = (): boolean => servers.some(({ busy }) => busy > 0) && !isHolding();

  /** The clock goes on only for an answer that a server delays. */
  async function reply(body: string): Promise<string> {
    const texted = relay.alice.texts(body);
    const isAnswered = texted.then(() => true);
    while (!(await Promise.race([isAnswered, sleep(1, false)]))) {
      if (isHolding()) clock.advance(250);
    }
    return (await texted).includes('<Message>') ? relay.alice.reads() : '';
  }

  const owned = cleanup.move();
  return {
    servers,
    async read(text) {
      // A number alone opens a row where there are rows.
      if (/^\d$/.test(text)) await reply('home');
      let page = await reply(text);
      const pages = [page];
      while (/^\+ more /m.test(page) && pages.length < MAX_PAGES) {
        page = await reply('+');
        pages.push(page);
      }
      return pages.join('\n');
    },
    async settle() {
      for (let second = 0; second < SETTLING_SECONDS; second += 1) {
        clock.advance(1000);
        do await sleep(1);
        while (isBusy());
      }
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
