import { budgetFor } from '../channels/channel-budget.ts';
import { fitNotice } from '../channels/fit-reply.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { Received } from './inbox.ts';

const MAX_QUOTE_LENGTH = 40;

/** The notice to a person about a text that will not be answered any more. */
export function lostTextNotice(
  { body, at, from }: Pick<Received, 'body' | 'at' | 'from'>,
  time: LocalTime,
): string {
  const words = body.length > MAX_QUOTE_LENGTH ? `${body.slice(0, MAX_QUOTE_LENGTH)}...` : body;
  const notice = `! Restarted before "${words}" (${time.formatTime(at)}) was answered. Text it again.`;
  return fitNotice(notice, budgetFor(from)).text;
}
