import { createTwilioTransport } from '../adapters/carriers/twilio/twilio-transport.ts';
import type { Stores, TransactionStores } from '../adapters/storage/stores.ts';
import { budgetFor } from '../channels/channel-budget.ts';
import { fitNotice, type NoticeWords } from '../channels/fit-reply.ts';
import type { Config } from '../config/config.ts';
import { parseAddress } from '../core/address.ts';
import type { Clock } from '../core/clock.ts';
import type { LocalTime } from '../core/local-time.ts';
import { currentTraceId } from '../core/trace.ts';
import { replyAddressFor } from '../inbox/reply-address.ts';
import { NOT_ALLOWED } from '../outbox/carrier-errors.ts';
import type { DispatcherEvents } from '../outbox/delivery.ts';
import { describeOutbox } from '../outbox/describe-outbox.ts';
import { createDispatcher, type Dispatcher } from '../outbox/dispatcher.ts';
import type { Suppression } from '../outbox/suppressions.ts';
import type { People } from '../people/people.ts';
import type { PersonId } from '../people/person.ts';
import { createTextBudget, type LimitNotice, type TextBudget } from '../spending/text-budget.ts';
import type { Leadership } from '../store/leadership.ts';
import type { Transact } from '../store/transact.ts';

interface Dependencies {
  readonly config: Config;
  readonly people: People;
  readonly stores: Stores;
  readonly leadership: Leadership;
  /** Returns the address of the carrier's REST API; called for every request. */
  readonly apiUrl: () => string | Promise<string>;
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly log: Parameters<typeof createDispatcher>[0]['log'];
  readonly watch?: DispatcherEvents;
}

interface TransactionWithNotices extends TransactionStores {
  /** Sends a person a text of its own, once for each key; nothing to somebody who is locked out. */
  readonly notify: (person: PersonId, key: string, words: NoticeWords) => Promise<void>;
}

interface Notice {
  readonly person: PersonId;
  readonly key: string;
  readonly words: NoticeWords;
}

export interface Outgoing extends AsyncDisposable {
  readonly dispatcher: Dispatcher;
  /** Runs a transaction that may send people texts of their own. */
  readonly transact: Transact<TransactionWithNotices>;
  readonly budget: TextBudget;
  /** Describes the state of the texts that the relay starts itself. */
  readonly describe: () => Promise<readonly string[]>;
}

/** Other replicas add texts to a shared outbox; the one that sends looks at least this often. */
const SHARED_OUTBOX_IDLE_MS = 1000;

/** The result of an action is sent only within this time. */
const NOTICE_TTL_MS = 60 * 60_000;

/** Creates what sends texts: the dispatcher over the outbox, with the carrier behind it. */
export function createOutgoing(dependencies: Dependencies): Outgoing {
  const { config, people, stores, leadership, apiUrl, clock, time, log, watch } = dependencies;
  const { outbox, suppressions, suspensions } = stores;
  const { textsPerHour, textsMonthlyMicros: limitMicros, twilio, http, proxies } = config;
  const { accountSid, authTokens, phoneNumber } = twilio;

  async function suppressionOf(text: string): Promise<Suppression | undefined> {
    const address = parseAddress(text);
    const person = address && people.at(address);
    const isAllowed = person && (await suspensions.since(person)) === undefined;
    return isAllowed ? suppressions.of(text) : { address: text, code: NOT_ALLOWED, since: 0 };
  }

  const notifyAll = (notices: readonly LimitNotice[]): Promise<void> =>
    transact(async (tx) => {
      for (const { person, key, body } of notices) {
        await tx.notify(person, key, { body, importance: 'critical' });
      }
    });
  const ledger = stores.textLedger;
  const budget = createTextBudget({ ledger, limitMicros, people, notifyAll, time, log });
  const { chargeFor, onCharged } = budget;

  const dispatcher = createDispatcher({
    ...{ outbox, suppressionOf, clock, log, textsPerHour, chargeFor },
    watch: {
      onAccepted: (text) => watch?.onAccepted(text),
      onEnded: (state) => watch?.onEnded(state),
      onCharged,
    },
    transport: createTwilioTransport({
      sid: accountSid,
      tokens: authTokens,
      apiUrl,
      proxyFor: proxies.proxyFor,
    }),
    sender: phoneNumber,
    reportUrl: `${http.publicUrl}/sms/status`,
    maxIdleMs: leadership.isShared ? SHARED_OUTBOX_IDLE_MS : undefined,
  });
  const sending = leadership.lead(dispatcher.sendTexts);

  async function notify(tx: TransactionStores, { person: id, key, words }: Notice): Promise<void> {
    const person = people.find(id);
    if (!person || (await tx.suspensions.since(person)) !== undefined) return;
    const now = clock.now();
    const addresses = await replyAddressFor(tx.inbox, person, now);
    const trip = currentTraceId();
    const { text } = fitNotice(words, budgetFor(addresses.to));
    const goodUntil = now + NOTICE_TTL_MS;
    const importance = typeof words === 'string' ? undefined : words.importance;
    await tx.outbox.add({ key, ...addresses, body: text, trip, goodUntil, importance }, now);
  }

  const transact: Outgoing['transact'] = (work) =>
    stores.transact((tx) =>
      work({ ...tx, notify: (person, key, words) => notify(tx, { person, key, words }) }),
    );

  return {
    dispatcher,
    transact,
    budget,
    async describe() {
      const [limit, texts] = await Promise.all([
        budget.describe(),
        describeOutbox({ outbox, suppressions, time, textsPerHour, phoneNumber }),
      ]);
      return limit.length > 0 ? [...limit, ...texts.filter((line) => line !== 'OK')] : texts;
    },
    async [Symbol.asyncDispose]() {
      dispatcher[Symbol.dispose]();
      sending[Symbol.dispose]();
      await budget[Symbol.asyncDispose]();
    },
  };
}
