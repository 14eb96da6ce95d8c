import Fastify from 'fastify';
import type { Clock } from '../../src/core/clock.ts';
import { Secret } from '../../src/core/secret.ts';
import { createEmulator, type Emulator } from '../../src/emulators/twilio/emulator.ts';
import type { PhoneOwner } from '../../src/emulators/twilio/phone-api.ts';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, RELAY_NUMBER } from './account.ts';
import { ALICE, BOB, STRANGER } from './phone-number.ts';
import { type Traffic, watchTraffic } from './traffic.ts';

interface Choices {
  readonly clock: Clock;
  /** Where an address that the relay names really is. */
  readonly reach: (url: string) => string;
  readonly phones?: readonly PhoneOwner[];
}

const PHONES: readonly PhoneOwner[] = [
  { number: ALICE, name: 'Owner', hint: 'may look and act' },
  { number: BOB, name: 'Viewer', hint: 'may look' },
  { number: STRANGER, name: 'Stranger', hint: 'gets no answer' },
];

export interface RunningCarrier extends Emulator, AsyncDisposable {
  readonly url: string;
  /** The requests it has begun to answer, and those it has finished. */
  readonly requests: Traffic;
}

/** The pretend carrier on a port of its own, with three phones unless told otherwise. */
export async function startCarrier({
  clock,
  reach,
  phones = PHONES,
}: Choices): Promise<RunningCarrier> {
  const emulator = createEmulator({
    account: { sid: ACCOUNT_SID, authToken: new Secret(AUTH_TOKEN) },
    number: RELAY_NUMBER,
    smsUrl: `${PUBLIC_URL}/sms`,
    reach,
    phones,
    clock,
  });
  const http = Fastify({ forceCloseConnections: true });
  const requests = watchTraffic(http.server);
  await http.register(emulator.plugin);
  const url = await http.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...emulator,
    url,
    requests,
    [Symbol.asyncDispose]: () => http.close(),
  };
}
