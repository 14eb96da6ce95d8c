import type { OutboundMessage } from '../channels/outbound-message.ts';
import { currentTraceId } from '../core/trace.ts';
import { createDelivery, type DeliveryUpdate } from './delivery.ts';
import { createSendLoop, type SendLoopDependencies } from './send-loop.ts';

/** Stores texts that the relay starts itself, and sends them. */
export interface Dispatcher extends Disposable {
  /** Stores a text that the relay starts itself. */
  readonly enqueue: (text: OutboundMessage) => Promise<void>;
  /** Called for the carrier's own reports, which come late, twice and out of order. */
  readonly onReport: (update: DeliveryUpdate) => Promise<void>;
  /**
   * Sends the texts of the outbox, one at a time, until the signal aborts. At most one replica does so: the limits of
   * texts per second and per hour are kept by the one that sends.
   */
  readonly sendTexts: (signal: AbortSignal) => Promise<void>;
}

export function createDispatcher(dependencies: SendLoopDependencies): Dispatcher {
  const { outbox, clock } = dependencies;
  const delivery = createDelivery(dependencies);
  const { run, wake } = createSendLoop(dependencies, delivery);
  outbox.onAdded(wake);

  return {
    enqueue: (text) => outbox.add({ trip: currentTraceId(), ...text }, clock.now()),
    async onReport(update) {
      if (await delivery.report(update)) wake();
    },
    sendTexts: run,
    [Symbol.dispose]: () => delivery.stop(),
  };
}
