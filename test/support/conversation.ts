import { createMemorySessions } from '../../src/adapters/storage/memory/memory-sessions.ts';
import type { Approvals } from '../../src/approvals/approvals.ts';
import type { Area } from '../../src/areas/shared/area.ts';
import { buildMenu, type UnconfiguredArea } from '../../src/areas/shared/build-menu.ts';
import { createConversation } from '../../src/conversation/conversation.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { FakeHome } from './fake-areas.ts';
import { FakeClock, HOUR } from './fake-clock.ts';
import { ALICE, operator } from './people.ts';

const claude: UnconfiguredArea = {
  info: { key: '5', name: 'assistant', label: 'Ask Claude', words: ['claude', 'ask'] },
  hint: 'set a key',
};

/** Nothing can be done here. */
const noDesk: Approvals = {
  request: async () => ({ text: 'Nobody here can do that.' }),
  handleReply: async () => undefined,
  waiting: async () => undefined,
  parseCommand: () => undefined,
  verbs: new Set(),
  recover: async () => {},
};

/** A conversation over a small fake home; `says` is one text from Alice and what she reads. */
export function startConversation() {
  const clock = new FakeClock();
  const home = new FakeHome(clock);
  return { clock, home, ...converse(home.areas, clock) };
}

/** A conversation over areas of any kind. */
export function converse(areas: readonly Area[], clock: FakeClock) {
  const time = createLocalTime(clock, 'UTC');
  const menu = buildMenu({ areas, absences: [claude], clock });
  const conversation = createConversation({
    menu,
    areas,
    sessions: createMemorySessions({ clock, idleMs: HOUR, maxSessions: 100 }),
    clock,
    timeOf: () => time,
    approvals: noDesk,
    callerOf: operator,
  });
  const says = async (body: string, media = 0): Promise<string | undefined> => {
    const { reply, keep } = await conversation.handle(ALICE, { body, media }, async () => {});
    keep();
    return reply.text;
  };
  return { conversation, says };
}
