import { type Billed, isWhole, listMicros } from '../channels/list-price.ts';
import type { SpentTexts, TextLedger } from './text-ledger.ts';

interface Dependencies {
  readonly ledger: Pick<TextLedger, 'add'>;
  readonly month: () => string;
  /** Called after costs were stored. */
  readonly onStored: () => void;
  readonly log: { error(details: object, message: string): void };
}

/** Counts texts that cost money already: those received, and answers in responses. A crash loses those of the last second. */
export interface TextCounter {
  readonly count: (text: Billed, way: 'in' | 'out') => void;
  /** Stores what is counted so far. Never rejects: what cannot be stored is tried again with the next text. */
  readonly flush: () => Promise<void>;
}

/** How long costs wait for others with which they are stored. */
const MAX_WAIT_MS = 1000;

export function createTextCounter(dependencies: Dependencies): TextCounter {
  const { ledger, month, onStored, log } = dependencies;
  const counted = new Map<string, SpentTexts>();
  let timer: NodeJS.Timeout | undefined;
  let storing = Promise.resolve();

  function add(to: string, texts: SpentTexts): void {
    const { received, sent, micros } = counted.get(to) ?? { received: 0, sent: 0, micros: 0 };
    counted.set(to, {
      received: received + texts.received,
      sent: sent + texts.sent,
      micros: micros + texts.micros,
    });
  }

  async function storeMonth(of: string, texts: SpentTexts): Promise<void> {
    counted.delete(of);
    try {
      await ledger.add(of, texts);
    } catch (err) {
      add(of, texts);
      log.error({ err }, 'the cost of texts could not be stored');
    }
  }

  async function store(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (counted.size === 0) return;
    for (const [of, texts] of [...counted]) await storeMonth(of, texts);
    onStored();
  }

  function flush(): Promise<void> {
    storing = storing.then(store);
    return storing;
  }

  return {
    count(text, way) {
      const segments = isWhole(text) ? 1 : text.segments;
      const micros = listMicros({ ...text, segments }, way);
      add(month(), { received: way === 'in' ? 1 : 0, sent: way === 'out' ? 1 : 0, micros });
      timer ??= setTimeout(() => void flush(), MAX_WAIT_MS);
      timer.unref();
    },
    flush,
  };
}
