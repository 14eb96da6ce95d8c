import { createTwilioTransport } from '../adapters/carriers/twilio/twilio-transport.ts';
import type { Database } from '../adapters/storage/sqlite/database.ts';
import { createInboxStore } from '../adapters/storage/sqlite/inbox-store.ts';
import { createOutboxStore } from '../adapters/storage/sqlite/outbox-store.ts';
import { createSuppressionStore } from '../adapters/storage/sqlite/suppression-store.ts';
import type { Config } from '../config/config.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { parseAddress } from '../core/address.ts';
import type { Clock } from '../core/clock.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { CountMessage } from '../core/message-outcome.ts';
import { createInboundHandler, type InboundHandler } from '../inbox/handle-inbound.ts';
import { createRateLimit } from '../inbox/rate-limit.ts';
import { type ReplyAddresses, replyAddressFor } from '../inbox/reply-address.ts';
import { runRetention } from '../inbox/retention.ts';
import { NOT_ALLOWED } from '../outbox/carrier-errors.ts';
import type { DispatcherEvents } from '../outbox/delivery.ts';
import { describeOutbox } from '../outbox/describe-outbox.ts';
import { createDispatcher, type Dispatcher } from '../outbox/dispatcher.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Suppression, Suppressions } from '../outbox/suppressions.ts';
import { hasOptedOut, updateSuppression } from '../outbox/update-suppression.ts';
import type { People } from '../people/people.ts';
import type { Person, PersonId } from '../people/person.ts';

interface Dependencies {
  readonly config: Config;
  readonly people: People;
  readonly database: Database;
  readonly converse: Conversation['handle'];
  /** Returns the address of the carrier's REST API; called for every request. */
  readonly apiUrl: () => string | Promise<string>;
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly log: Parameters<typeof createDispatcher>[0]['log'];
  readonly cleanup: AsyncDisposableStack;
  readonly watch?: DispatcherEvents & { readonly countMessage: CountMessage };
}

interface Texting {
  readonly inboundHandler: InboundHandler;
  readonly dispatcher: Dispatcher;
  /** Returns the addresses for a text that the relay starts itself; none for somebody who is locked out. */
  readonly replyAddressesOf: (person: PersonId) => ReplyAddresses | undefined;
  readonly outbox: Pick<Outbox, 'count' | 'handedSince'>;
  readonly suppressions: Pick<Suppressions, 'all'>;
  /** Describes the state of the texts that the relay starts itself. */
  readonly describe: () => readonly string[];
}

/** Creates the inbound handler and the dispatcher over the inbox and outbox in the database. */
export function createMessaging(dependencies: Dependencies): Texting {
  const { config, people, database, converse, apiUrl, clock, time, log, cleanup, watch } =
    dependencies;
  const { accountSid, authTokens, phoneNumber } = config.twilio;

  const inbox = createInboxStore(database);
  const outbox = createOutboxStore(database);
  const suppressions = createSuppressionStore(database);

  const personAt = (text: string): Person | undefined => {
    const address = parseAddress(text);
    return address && people.at(address);
  };
  const suppressionOf = (address: string): Suppression | undefined =>
    personAt(address) ? suppressions.of(address) : { address, code: NOT_ALLOWED, since: 0 };

  const dispatcher = createDispatcher({
    outbox,
    suppressions: { ...suppressions, of: suppressionOf },
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
    commit: database.groupCommit,
    watch,
  });
  cleanup.use(dispatcher);

  const inboundHandler = createInboundHandler({
    inbox,
    converse,
    post: dispatcher.enqueue,
    mustQueue: dispatcher.mustQueue,
    mergeQueued: dispatcher.mergeQueued,
    updateSuppression: (from, word) => updateSuppression(suppressions, from, word, clock.now()),
    isSilenced: (address) => !personAt(address) || hasOptedOut(suppressions, address),
    rateLimit: createRateLimit(config.answers, clock),
    resolveSender(text) {
      const from = parseAddress(text);
      const person = from && people.at(from);
      return person && { from, person: person.id };
    },
    countMessage: watch?.countMessage,
    commit: database.groupCommit,
    deadlineMs: config.replyMs,
    clock,
    time,
    log,
  });
  cleanup.use(inboundHandler);
  inboundHandler
    .recover()
    .catch((err: unknown) => log.error({ err }, 'could not resume earlier texts'));

  const stopping = new AbortController();
  cleanup.defer(() => stopping.abort());
  const forgetBefore = (at: number) =>
    database.groupCommit(() => {
      for (const box of [inbox, outbox]) box.forgetBefore(at);
    });
  const { keepTextsMs: keepMs } = config;
  void runRetention({ forgetBefore, keepMs, clock, log }, stopping.signal);

  const { textsPerHour } = config;
  return {
    inboundHandler,
    dispatcher,
    outbox,
    suppressions,
    replyAddressesOf(id) {
      const person = people.find(id);
      const isActive = person && people.at(person.addresses[0]) !== undefined;
      return isActive ? replyAddressFor(inbox, person, clock.now()) : undefined;
    },
    describe: () => describeOutbox({ outbox, suppressions, time, textsPerHour, phoneNumber }),
  };
}
