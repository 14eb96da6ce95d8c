import { pino } from 'pino';
import { Secret } from '../../src/core/secret.ts';
import { createServer } from '../../src/http/server.ts';
import { createSignatureCheck } from '../../src/http/twilio-signature.ts';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, RELAY_NUMBER } from './account.ts';
import { FakeClock } from './fake-clock.ts';

type Options = Parameters<typeof createServer>[0];

interface Choices {
  readonly log?: Options['log'];
  readonly twilio?: Partial<Options['twilio']>;
  readonly onReport?: Options['delivery']['onReport'];
  readonly health?: Options['health']['health'];
  readonly limits?: Options['limits'];
  readonly clock?: Options['clock'];
  readonly alerts?: Options['alerts'];
}

/** The HTTP face in front of as much as a test needs; the rest allows nobody and does nothing. */
export function startServer({
  log,
  twilio,
  onReport,
  health,
  limits,
  clock,
  alerts,
}: Choices = {}) {
  const isSigned = createSignatureCheck([new Secret(AUTH_TOKEN)], PUBLIC_URL);
  const account = { sid: ACCOUNT_SID, phoneNumber: RELAY_NUMBER };
  return createServer({
    log: log ?? pino({ level: 'silent' }),
    clock: clock ?? new FakeClock(),
    twilio: {
      ...{ isSigned, account },
      personAt: () => undefined,
      answer: async () => ({}),
      onResponseSent: () => {},
      ...twilio,
    },
    delivery: { isSigned, account, onReport: onReport ?? (async () => {}) },
    health: {
      health:
        health ??
        (async () => ({
          ...{ version: '1', uptimeSec: 7, demo: false },
          ...{ wrong: [], texts: ['OK'], backends: {} },
        })),
      instance: () => '11111111-1111-4111-8111-111111111111',
      obstacle: async () => undefined,
    },
    ...(limits && { limits }),
    ...(alerts && { alerts }),
  });
}
