import type { Logger } from 'pino';
import { askOnce } from '../adapters/http-client/ask-once.ts';
import { probe } from '../adapters/http-client/probe.ts';
import type { Stores } from '../adapters/storage/stores.ts';
import type { Config } from '../config/config.ts';
import type { Clock } from '../core/clock.ts';
import { createHeartbeat, type HeartbeatOutcome } from '../heartbeat/heartbeat.ts';
import { createLoopText } from '../heartbeat/loop-text.ts';
import { activeOperators } from '../people/active-people.ts';
import { isQuiet } from '../people/quiet-hours.ts';
import type { Leadership } from '../store/leadership.ts';
import type { Outgoing } from './outgoing.ts';

interface Dependencies {
  readonly config: Config;
  readonly stores: Stores;
  readonly transact: Outgoing['transact'];
  readonly leadership: Leadership;
  readonly instance: () => string;
  /** The address at which the relay itself listens; it is known once it does. */
  readonly localAddress: Promise<string>;
  readonly count: (outcome: HeartbeatOutcome) => void;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Begins to tell an outside watch that the relay works, and to check once a week that texts arrive, while this replica leads. */
export function startHeartbeat(dependencies: Dependencies): Disposable {
  const { config, stores, transact, leadership, instance, localAddress } = dependencies;
  const { count, clock, log } = dependencies;
  const { heartbeatUrl, proxies, people, sendsLoopText } = config;
  const { outbox, alerts, suspensions } = stores;
  const cleanup = new DisposableStack();

  async function checkIntake(): Promise<string | undefined> {
    const seen = await probe(`${await localAddress}/health/live`);
    if (seen.kind === 'none') return 'the relay does not answer at its own address';
    const isOwn = seen.status === 200 && seen.body.includes(instance());
    return isOwn ? undefined : `HTTP ${seen.status} from another relay at its own address`;
  }

  if (heartbeatUrl) {
    const url = new URL(heartbeatUrl.reveal());
    const duty = createHeartbeat({
      ...{ checkIntake, outbox, count, clock, log },
      write: (at) => alerts.save({ memos: new Map([['heartbeat', { at }]]) }),
      ask: () => askOnce(url, proxies.proxyFor),
    });
    cleanup.use(leadership.lead(duty));
  }
  if (sendsLoopText && !config.isDemo) {
    const duty = createLoopText({
      ...{ transact, clock, log },
      lastReceiptAt: () => outbox.lastReceiptAt(),
      firstOperator: async () => (await activeOperators(people, suspensions))[0],
      async isQuiet(person, at) {
        const reader = (await alerts.readers()).get(person.id);
        return isQuiet(person, at) || (reader?.quietUntil ?? 0) > at;
      },
    });
    cleanup.use(leadership.lead(duty));
  }
  return cleanup;
}
