import type { Stores } from '../adapters/storage/stores.ts';
import { ALERT_TIMING } from '../alerts/alert-timing.ts';
import type { Config } from '../config/config.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Clock } from '../core/clock.ts';
import type { CountMessage } from '../core/message-outcome.ts';
import { countEarlierAnswers } from '../inbox/earlier-answers.ts';
import { createInboundHandler, type InboundHandler } from '../inbox/handle-inbound.ts';
import { createRateLimit, type RateLimit } from '../inbox/rate-limit.ts';
import { runRetention } from '../inbox/retention.ts';
import type { Dispatcher } from '../outbox/dispatcher.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { TextBudget } from '../spending/text-budget.ts';
import { leadRecovery } from '../store/lead-recovery.ts';
import type { Leadership } from '../store/leadership.ts';

interface Dependencies {
  readonly config: Config;
  readonly stores: Stores;
  readonly leadership: Leadership;
  /** The limit that replicas share; missing where one process counts by itself. */
  readonly rateLimit?: RateLimit;
  readonly converse: Conversation['handle'];
  readonly dispatcher: Dispatcher;
  readonly budget: Pick<TextBudget, 'mayAnswer'>;
  readonly countMessage: CountMessage;
  readonly clock: Clock;
  readonly timeOf: TimeOfPerson;
  readonly log: { error(details: object, message: string): void };
  readonly cleanup: AsyncDisposableStack;
}

/** Creates what answers texts, resumes those that an earlier process left, and deletes old ones. */
export async function createIncoming(dependencies: Dependencies): Promise<InboundHandler> {
  const { config, stores, leadership, converse, dispatcher, countMessage } = dependencies;
  const { clock, timeOf, log, cleanup } = dependencies;
  const { inbox, outbox, alerts } = stores;
  const { answers, people } = config;

  const countInProcess = async (): Promise<RateLimit> =>
    createRateLimit(answers, clock, await countEarlierAnswers({ inbox, people, clock }));

  const handler = cleanup.use(
    createInboundHandler({
      ...{ inbox, converse, countMessage, clock, timeOf, log },
      post: dispatcher.enqueue,
      mayAnswer: dependencies.budget.mayAnswer,
      people,
      rateLimit: dependencies.rateLimit ?? (await countInProcess()),
      deadlineMs: config.replyMs,
    }),
  );
  // Before the first new text: it must not overtake those that were left.
  const recovery = leadRecovery({ leadership, recover: handler.recover, clock, log });
  await recovery.then(
    (duty) => cleanup.use(duty),
    (err: unknown) => log.error({ err }, 'could not resume earlier texts'),
  );

  async function forgetBefore(at: number): Promise<void> {
    const rested = clock.now() - ALERT_TIMING.codeRest; // a code that rests is not forgotten
    await Promise.all([
      ...[inbox, outbox].map((store) => store.forgetBefore(at)),
      alerts.forgetBefore(Math.min(at, rested)),
    ]);
  }
  const retention = { forgetBefore, keepMs: config.keepTextsMs, clock, log };
  cleanup.use(leadership.lead((signal) => runRetention(retention, signal)));
  return handler;
}
