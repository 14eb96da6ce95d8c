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
  /** The initial webhook of the number. Signatures are made over exactly this string, up to a `#`. */
  readonly smsUrl: string;
  /** Maps an address named by the relay to the one to connect to. */
  readonly reach?: (url: string) => string;
  readonly phones: readonly PhoneOwner[];
  readonly extraSwitches?: readonly ExtraSwitch[];
  /** The clock for all delays and timeouts. */
  readonly clock: Clock;
}

/** A carrier with phones that behaves towards the relay as Twilio does, in both directions. */
export interface Emulator {
  /** The REST API and the phones, for any Fastify server. */
  readonly plugin: FastifyPluginAsync;
  /** Sends a text from a phone; resolves when the relay's webhook has answered or failed. */
  readonly text: (from: PhoneNumber, body: string, mode?: SendOptions) => Promise<WebhookOutcome>;
  /** Returns the texts that arrived on a phone, oldest first. */
  readonly textsTo: (number: PhoneNumber) => readonly string[];
  readonly bubbles: () => readonly PhoneMessage[];
  readonly messages: () => readonly Message[];
  readonly switches: () => readonly Switch[];
  readonly set: (wanted: Readonly<Record<string, string>>) => Result<void, string>;
  /** Changes the status of the account. */
  readonly changeAccountStatus: (change: Partial<AccountStatus>) => void;
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
  let accountStatus = WELL;
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
    accountStatus: () => accountStatus,
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
    const options = {
      account: sid,
      authToken,
      switches,
      clock,
      number,
      accountStatus: () => accountStatus,
    };
    await app.register(restApi, {
      prefix: '/2010-04-01',
      ...{ ...options, ledger, delivery, optOuts },
      settings: () => settings,
      changeSettings(change) {
        settings = { ...settings, ...change };
      },
    });
    await app.register(messagingServicesApi, { prefix: '/v1', ...options });
    await app.register(phoneApi, { relay: number, phones, screens, switches, text });
  };

  return {
    plugin,
    text,
    textsTo: delivery.textsTo,
    bubbles: screens.bubbles,
    messages: ledger.all,
    switches: switches.list,
    set: switches.set,
    changeAccountStatus(change) {
      accountStatus = { ...accountStatus, ...change };
    },
    total: screens.total,
    on: screens.on,
  };
}
