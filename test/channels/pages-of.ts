import { BUDGETS, type ChannelBudget } from '../../src/channels/channel-budget.ts';
import { type FittedPage, fitReply } from '../../src/channels/fit-reply.ts';
import type { Reply, ReplyOffset } from '../../src/core/reply.ts';

/** All pages of a reply, as `+` gives them; the budget of each may be another. */
export function pagesOf(
  reply: Reply,
  budgetOf: (page: number) => ChannelBudget = () => BUDGETS.sms,
): readonly FittedPage[] {
  const pages: FittedPage[] = [];
  let offset: ReplyOffset | undefined;
  do {
    const page = fitReply(reply, budgetOf(pages.length), offset);
    pages.push(page);
    offset = page.next;
  } while (offset && pages.length < 1000);
  return pages;
}
