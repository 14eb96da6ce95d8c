import { createTwilioTransport } from '../adapters/carriers/twilio/twilio-transport.ts';
import type { Database } from '../adapters/storage/sqlite/database.ts';
import { createSqliteInbox } from '../adapters/storage/sqlite/inbox-store.ts';
import { createSqliteOutbox } from '../adapters/storage/sqlite/outbox-store.ts';
import { createSqliteSilences } from '../adapters/storage/sqlite/suppression-store.ts';
import { parseAddress } from '../channels/address.ts';
import type { Config } from '../config/config.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Clock } from '../core/clock.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { Tally } from '../core/message-outcome.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import { createReception, type Reception } from '../inbox/handle-inbound.ts';
import { createAllowance } from '../inbox/rate-limit.ts';
import { type Whereabouts, whereIs } from '../inbox/reply-address.ts';
import { keepForgetting } from '../inbox/retention.ts';
import type { CourierWatch } from '../outbox/delivery.ts';
import { describeOutbox } from '../outbox/describe-outbox.ts';
import { type Courier, createCourier } from '../outbox/dispatcher.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Silences } from '../outbox/suppressions.ts';
import { mayBeTexted } from '../outbox/update-suppression.ts';

interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly converse: Conversation['handle'];
  /** Where the carrier's REST API is, asked for at every request. */
  readonly apiUrl: () => string | Promise<string>;
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly log: Parameters<typeof createCourier>[0]['log'];
  readonly cleanup: AsyncDisposableStack;
  readonly watch?: CourierWatch & { readonly tally: Tally };
}

interface Texting {
  readonly reception: Reception;
  readonly courier: Courier;
  /** Where a text to a person goes that answers none of theirs, and from where. */
  readonly whereIs: (person: PhoneNumber) => Whereabouts;
  readonly outbox: Pick<Outbox, 'count' | 'handedSince'>;
  readonly silences: Pick<Silences, 'all'>;
  /** How the texts that the relay starts itself are doing, in words. */
  readonly describe: () => readonly string[];
}

/** What comes in and what goes out: inbox and outbox, over the database that keeps them. */
export function composeTexting(parts: Parts): Texting {
  const { config, database, converse, apiUrl, clock, time, log, cleanup, watch } = parts;
  const { accountSid, authTokens, phoneNumber } = config.twilio;

  const inbox = createSqliteInbox(database);
  const outbox = createSqliteOutbox(database);
  const silences = createSqliteSilences(database);

  const courier = createCourier({
    outbox,
    silences,
    transport: createTwilioTransport({
      sid: accountSid,
      tokens: authTokens,
      apiUrl,
      proxyFor: config.proxies.proxyFor,
    }),
    clock,
    log,
    sender: phoneNumber,
    reportUrl: `${config.http.publicUrl}/sms/status`,
    textsPerHour: config.textsPerHour,
    commit: database.together,
    watch,
  });
  cleanup.use(courier);

  const reception = createReception({
    inbox,
    converse,
    post: courier.post,
    mustQueue: courier.mustQueue,
    takeIn: courier.takeIn,
    mayBeTexted: (from, word) => mayBeTexted(silences, from, word, clock.now()),
    allowance: createAllowance(config.answers, clock),
    whoIs(text) {
      const address = parseAddress(text);
      return address && config.people.has(address.number) ? address : undefined;
    },
    tally: watch?.tally,
    together: database.together,
    deadlineMs: config.replyMs,
    clock,
    time,
    log,
  });
  cleanup.use(reception);
  reception
    .recover()
    .catch((err: unknown) => log.error({ err }, 'earlier texts could not be taken up'));

  const stopping = new AbortController();
  cleanup.defer(() => stopping.abort());
  const forgetBefore = (at: number) =>
    database.together(() => {
      for (const box of [inbox, outbox]) box.forgetBefore(at);
    });
  const { keepTextsMs: keepMs } = config;
  void keepForgetting({ forgetBefore, keepMs, clock, log }, stopping.signal);

  const { textsPerHour } = config;
  return {
    reception,
    courier,
    outbox,
    silences,
    whereIs: (person) => whereIs(inbox, person, clock.now()),
    describe: () => describeOutbox({ outbox, silences, time, textsPerHour, phoneNumber }),
  };
}
