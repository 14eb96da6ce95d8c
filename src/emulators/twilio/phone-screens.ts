import type { PhoneEvent, PhoneMessage, Total } from './phone-message.ts';

/** The screens of the phones; listeners receive every change. */
export interface PhoneScreens {
  readonly show: (message: PhoneMessage) => void;
  /** Shows typing dots on a phone while a text of it is being answered. */
  readonly typing: (number: string, change: 1 | -1) => void;
  readonly charge: (segments: number, cents: number) => void;
  readonly emit: (event: PhoneEvent) => void;
  readonly bubbles: () => readonly PhoneMessage[];
  readonly typers: () => readonly string[];
  readonly total: () => Total;
  readonly on: (listener: (event: PhoneEvent) => void) => () => void;
}

const MAX_BUBBLES = 500;

export function createPhoneScreens(): PhoneScreens {
  const bubbles = new Map<string, PhoneMessage>();
  const underWay = new Map<string, number>();
  const listeners = new Set<(event: PhoneEvent) => void>();
  let total: Total = { texts: 0, segments: 0, cents: 0 };

  function emit(event: PhoneEvent): void {
    for (const listener of listeners) listener(event);
  }

  function show(message: PhoneMessage): void {
    bubbles.set(message.id, message);
    const [oldest] = bubbles.keys();
    if (bubbles.size > MAX_BUBBLES && oldest !== undefined) bubbles.delete(oldest);
    emit({ kind: 'bubble', message });
  }

  return {
    show,
    typing(number, change) {
      const count = (underWay.get(number) ?? 0) + change;
      underWay.set(number, count);
      if (count === 0 || (count === 1 && change === 1))
        emit({ kind: 'typing', number, on: count > 0 });
    },
    charge(segments, cents) {
      total = {
        texts: total.texts + 1,
        segments: total.segments + segments,
        cents: total.cents + cents,
      };
      emit({ kind: 'total', total });
    },
    emit,
    bubbles: () => [...bubbles.values()],
    typers: () => [...underWay].filter(([, count]) => count > 0).map(([number]) => number),
    total: () => total,
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
