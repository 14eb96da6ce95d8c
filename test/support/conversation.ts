import { createMemorySessions } from '../../src/adapters/storage/memory/memory-sessions.ts';
import type { Approvals } from '../../src/approvals/approvals.ts';
import type { Area } from '../../src/areas/shared/area.ts';
import { buildMenu, type UnconfiguredArea } from '../../src/areas/shared/build-menu.ts';
import { findOperation } from '../../src/areas/shared/find-operation.ts';
import { statusOperation } from '../../src/areas/shared/status-operation.ts';
import { BUDGETS } from '../../src/channels/channel-budget.ts';
import { fitReply } from '../../src/channels/fit-reply.ts';
import { createConversation } from '../../src/conversation/conversation.ts';
import type { ExpectOff } from '../../src/conversation/expected-off.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { createCallLimit } from '../../src/operation/call-limit.ts';
import { createCatalogue } from '../../src/operation/catalogue.ts';
import { createInvoke } from '../../src/operation/invoke.ts';
import { FakeHome } from './fake-areas.ts';
import { FakeClock, HOUR } from './fake-clock.ts';
import { ALICE, operator } from './people.ts';

const claude: UnconfiguredArea = {
  info: { key: '5', name: 'assistant', label: 'Ask Claude', words: ['claude', 'ask'] },
  hint: 'set a key',
};

/** Nothing can be done here. */
const noDesk: Pick<Approvals, 'handleReply' | 'mayBeReply' | 'waiting'> = {
  mayBeReply: () => false,
  handleReply: async () => undefined,
  waiting: async () => undefined,
};

/** A conversation over a small fake home; `says` is one text from Alice and what she reads on a channel with that budget. */
export function startConversation() {
  const clock = new FakeClock();
  const home = new FakeHome(clock);
  return { clock, home, ...converse(home.areas, clock) };
}

interface Others {
  /** Answers some texts in place. */
  readonly expectOff?: ExpectOff;
  readonly approvals?: Partial<typeof noDesk>;
}

/** A conversation over areas of any kind. */
export function converse(
  areas: readonly Area[],
  clock: FakeClock,
  { expectOff, approvals = {} }: Others = {},
) {
  const time = createLocalTime(clock, 'UTC');
  const menu = buildMenu({ areas, absences: [claude] });
  const catalogue = createCatalogue([
    statusOperation(areas, clock),
    findOperation(areas, clock),
    ...areas.flatMap(({ operations, changes = [] }) => [...operations, ...changes]),
  ]);
  const invoke = createInvoke({
    catalogue,
    ask: async () => ({ text: 'Nobody here can do that.' }),
    limit: createCallLimit(clock, 30),
  });
  const conversation = createConversation({
    menu,
    areas,
    sessions: createMemorySessions({ clock, idleMs: HOUR, maxSessions: 100 }),
    clock,
    timeOf: () => time,
    approvals: { ...noDesk, ...approvals },
    ...{ catalogue, invoke },
    callerOf: operator,
    expectOff,
  });
  const says = async (
    body: string,
    { media = 0, budget = BUDGETS.sms } = {},
  ): Promise<string | undefined> => {
    const exchange = await conversation.handle(ALICE, { body, media }, async () => {});
    const { reply, offset, move } = exchange;
    const page = reply && fitReply(reply, budget, offset);
    await move(page?.next).apply();
    return page?.text;
  };
  return { conversation, says };
}
