import { randomBytes } from 'node:crypto';
import type { Message } from './message.ts';

/** The newest message resources of the account. */
export interface MessageLedger {
  readonly add: (message: Message) => void;
  readonly get: (sid: string) => Message | undefined;
  readonly change: (sid: string, change: Partial<Message>) => Message | undefined;
  readonly remove: (sid: string) => void;
  readonly all: () => readonly Message[];
}

const MAX_MESSAGES = 5000;

export function createLedger(): MessageLedger {
  const messages = new Map<string, Message>();
  return {
    add(message) {
      messages.set(message.sid, message);
      const [oldest] = messages.keys();
      if (messages.size > MAX_MESSAGES && oldest !== undefined) messages.delete(oldest);
    },
    get: (sid) => messages.get(sid),
    change(sid, change) {
      const known = messages.get(sid);
      const changed = known && { ...known, ...change };
      if (changed) messages.set(sid, changed);
      return changed;
    },
    remove: (sid) => void messages.delete(sid),
    all: () => [...messages.values()],
  };
}

export const newSid = (kind: 'SM' | 'MM'): string => kind + randomBytes(16).toString('hex');
