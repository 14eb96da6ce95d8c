import type { FastifyPluginAsync } from 'fastify';
import type { Clock } from '../../core/clock.ts';
import type { PhoneNumber } from '../../core/phone-number.ts';
import type { Result } from '../../core/result.ts';
import type { Secret } from '../../core/secret.ts';
import { type AccountStatus, WELL } from './account-status.ts';
import { createDelivery } from './delivery.ts';
import { createFaultSwitches, type ExtraSwitch, type Switch } from './fault-switches.ts';
import { createIncoming, type SendOptions, type WebhookOutcome } from './incoming.ts';
import { createLedger } from './ledger.ts';
import type { Message } from './message.ts';
import { messagingServicesApi } from './messaging-services-api.ts';
import type { NumberSettings } from './numbers-api.ts';
import { createOptOuts } from './opt-outs.ts';
import { type PhoneOwner, phoneApi } from './phone-api.ts';
import type { PhoneEvent, PhoneMessage, Total } from './phone-message.ts';
import { createPhoneScreens } from './phone-screens.ts';
import { restApi } from './rest-api.ts';
import { createWebhookClient } from './webhook-client.ts';

export interface EmulatorOptions {
  readonly account: { readonly sid: string; readonly authToken: Secret };
  /** The relay's number at this carrier. */
  readonly number: PhoneNumber;
  /** Where its texts go at first. Signatures are made over exactly these words, up to a `#`. */
  readonly smsUrl: string;
  /** Where an address that the relay names really is. */
  readonly reach?: (url: string) => string;
  readonly phones: readonly PhoneOwner[];
  readonly extraSwitches?: readonly ExtraSwitch[];
  /** Every delay and every patience waits on it. */
  readonly clock: Clock;
}

/** A pretend carrier with its phones, which speaks to the relay as Twilio does, both ways. */
export interface Emulator {
  /** Its REST API and its phones, to be mounted on any server. */
  readonly plugin: FastifyPluginAsync;
  /** Write a text on a phone; resolves when the relay's webhook has answered, or failed to. */
  readonly text: (from: PhoneNumber, body: string, manner?: SendOptions) => Promise<WebhookOutcome>;
  /** What really arrived on a phone, oldest first. */
  readonly heard: (number: PhoneNumber) => readonly string[];
  readonly bubbles: () => readonly PhoneMessage[];
  readonly messages: () => readonly Message[];
  readonly switches: () => readonly Switch[];
  readonly set: (wanted: Readonly<Record<string, string>>) => Result<void, string>;
  /** Change how the account stands with the carrier. */
  readonly stand: (change: Partial<AccountStatus>) => void;
  readonly total: () => Total;
  readonly on: (listener: (event: PhoneEvent) => void) => () => void;
}

export function createEmulator(options: EmulatorOptions): Emulator {
  const { account, number, phones, clock, reach = (url) => url } = options;
  const ledger = createLedger();
  const screens = createPhoneScreens();
  const switches = createFaultSwitches(options.extraSwitches);
  const optOuts = createOptOuts();
  const call = createWebhookClient({ authToken: account.authToken, reach, clock });
  let standing = WELL;
  let settings: NumberSettings = {
    friendlyName: number,
    smsUrl: options.smsUrl,
    smsMethod: 'POST',
    smsFallbackUrl: '',
    statusCallback: '',
  };

  const delivery = createDelivery({
    account: account.sid,
    phones: new Set(phones.map((phone) => phone.number)),
    ledger,
    screens,
    switches,
    call,
    isOptedOut: optOuts.has,
    standing: () => standing,
    clock,
  });
  const text = createIncoming({
    account: account.sid,
    number,
    settings: () => settings,
    ...{ ledger, screens, switches, optOuts, delivery, call, clock },
  });

  const plugin: FastifyPluginAsync = async (app) => {
    const { sid, authToken } = account;
    const door = { account: sid, authToken, switches, clock, number, standing: () => standing };
    await app.register(restApi, {
      prefix: '/2010-04-01',
      ...{ ...door, ledger, delivery, optOuts },
      settings: () => settings,
      setUp(change) {
        settings = { ...settings, ...change };
      },
    });
    await app.register(messagingServicesApi, { prefix: '/v1', ...door });
    await app.register(phoneApi, { relay: number, phones, screens, switches, text });
  };

  return {
    plugin,
    text,
    heard: delivery.heard,
    bubbles: screens.bubbles,
    messages: ledger.all,
    switches: switches.list,
    set: switches.set,
    stand(change) {
      standing = { ...standing, ...change };
    },
    total: screens.total,
    on: screens.on,
  };
}
