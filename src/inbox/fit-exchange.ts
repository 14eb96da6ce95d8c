import { BUDGETS } from '../channels/channel-budget.ts';
import { type FittedPage, fitNotice, fitReply } from '../channels/fit-reply.ts';
import type { Exchange } from '../core/reply.ts';
import type { InboundMessage } from './inbound-message.ts';

type Addressed = Pick<InboundMessage, 'from'>;

/** An exchange with the page of its reply that is sent. */
export interface FittedExchange extends Exchange {
  readonly page: FittedPage | undefined;
}

/** Fits the reply of an exchange to the channel of the text that it answers. */
export function fitExchange(exchange: Exchange, { from }: Addressed): FittedExchange {
  const { reply, offset } = exchange;
  return { ...exchange, page: reply && fitReply(reply, BUDGETS[from.channel], offset) };
}

/** Fits words of the relay's own to the channel of the text that they answer. */
export const fitWords = (words: string, { from }: Addressed): FittedPage =>
  fitNotice(words, BUDGETS[from.channel]);
