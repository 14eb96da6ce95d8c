import type { AlertState } from '../../alerts/alert-event.ts';
import { parseState } from './state-words.ts';

/** The line that Uptime Kuma writes for people, `[plex.lan] [Down] timeout`, and all that some of its body forms hold. */
export interface KumaMessage {
  readonly name: string;
  readonly state: AlertState;
  readonly reason: string;
}

const MESSAGE = /^\[([^\]\n]{1,200})\] \[[^\]\n]{0,12}?(Down|Up)\]\s?(.*)/s;

export function readKumaMessage(message: string): KumaMessage | undefined {
  const [, name, word, reason = ''] = MESSAGE.exec(message) ?? [];
  if (name === undefined || word === undefined) return undefined;
  return { name, state: parseState(word), reason: withoutPage(reason) };
}

/** Monitors for keywords and JSON queries quote the page in the reason. */
export const withoutPage = (reason: string): string =>
  reason
    .replace(/, but keyword is (not|present) in \[.*/s, ', but keyword is $1 in the page')
    .replace(/\(comparing .*/s, '')
    .trim();
