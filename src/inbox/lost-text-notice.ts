import type { LocalTime } from '../core/local-time.ts';
import { toPages } from '../sms/fit.ts';
import type { Received } from './inbox.ts';

const LONGEST_QUOTE = 40;

/** What a person hears about a text that will not be answered any more. */
export function lostWords({ body, at }: Received, time: LocalTime): string {
  const words = body.length > LONGEST_QUOTE ? `${body.slice(0, LONGEST_QUOTE)}...` : body;
  const [text = ''] = toPages(
    `! Restarted before "${words}" (${time.clock(at)}) was answered. Text it again.`,
    '',
  );
  return text;
}
