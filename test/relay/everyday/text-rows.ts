import { setTimeout as sleep } from 'node:timers/promises';
import { advanceUntil } from '../../support/advance-until.ts';
import type { FakeClock } from '../../support/fake-clock.ts';
import { startPhone } from '../../support/phone.ts';
import { number } from '../../support/phone-number.ts';
import { startRelay } from '../../support/relay.ts';
import { faultsOf, missesOf } from './judge.ts';
import type { Row, Theme } from './row.ts';

/** How one everyday text was answered. */
export interface Answered {
  readonly theme: string;
  readonly row: Row;
  readonly reply: string;
  /** Why the reply is not what a person expects; nothing when it is. */
  readonly misses: readonly string[];
  /** What no reply may be, in this one or one before it. */
  readonly faults: readonly string[];
  /** The model was asked. */
  readonly isPaid: boolean;
}

interface Setup {
  readonly env?: NodeJS.ProcessEnv;
  /** Where Claude is set up: the words of the person in every request until now. */
  readonly asked?: () => readonly (readonly string[])[];
}

/** Texts every row to one whole relay, each from a phone of its own. */
export async function textRows(themes: readonly Theme[], setup: Setup = {}): Promise<Answered[]> {
  const texts = themes
    .flatMap((theme) => theme.rows.map((row) => ({ theme, row })))
    .map((it, index) => ({ ...it, from: number(`+1555020${String(index).padStart(4, '0')}`) }));
  const people = texts.map(({ from, row }) => (row.isViewer ? `${from}:viewer` : from));
  await using relay = await startRelay({
    env: { ALLOWED_PHONE_NUMBER: people.join(), LOG_LEVEL: 'error', ...setup.env },
  });

  // A relay that runs for a moment has seen the house.
  await startPhone(texts[0]?.from ?? number('+15550200000'), relay.service.http).texts('truenas');

  async function textRow({ theme, row, from }: (typeof texts)[number]) {
    const phone = startPhone(from, relay.service.http);
    const replies = await converse(row, async (text) => {
      const twiml = await waitFor(phone.texts(text), relay.clock, theme);
      return twiml.includes('<Message') ? phone.reads() : '';
    });
    return { theme: theme.name, row, replies };
  }

  // Some at once, because people who look at the same time share the calls to the backends.
  const heard: Heard[] = [];
  for (const some of chunksOf(texts.filter((it) => !it.theme.changesHouse))) {
    heard.push(...(await Promise.all(some.map(textRow))));
  }
  for (const it of texts.filter(({ theme }) => theme.changesHouse)) heard.push(await textRow(it));
  return heard.map((it) => judge(it, setup.asked?.()));
}

/** More at once than this would have to wait for each other on a busy machine. */
const AT_ONCE = 60;

const chunksOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, index) =>
    all.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );

interface Heard {
  readonly theme: string;
  readonly row: Row;
  readonly replies: readonly string[];
}

/** An answer that waits for the clock gets its time: soon where things are done, else as a last resort. */
async function waitFor<T>(answer: Promise<T>, clock: FakeClock, theme: Theme): Promise<T> {
  const waiting = sleep(theme.changesHouse ? 100 : 10_000, false, { ref: false });
  const isThere = await Promise.race([answer.then(() => true), waiting]);
  return isThere ? answer : advanceUntil(clock, answer);
}

/** The replies to all texts of a row, the one that is judged last. */
async function converse(row: Row, says: (text: string) => Promise<string>): Promise<string[]> {
  const replies: string[] = [];
  for (const text of textsOf(row)) {
    const [code = 'none'] = replies.flatMap((reply) => reply.match(/\d{6}/) ?? []).slice(-1);
    replies.push(await says(text.replace('{code}', code)));
  }
  return replies;
}

const textsOf = ({ before = [], text }: Row): readonly string[] => [...before, text];

function judge(
  { theme, row, replies }: Heard,
  asked: ReturnType<NonNullable<Setup['asked']>> = [],
) {
  const reply = replies.at(-1) ?? '';
  const faults = replies.flatMap((it) => faultsOf(it).map((fault) => `${fault}: ${it}`));
  const isPaid = asked.some((words) => isAbout(row, words));
  const misses = [...missesOf(row, reply, isPaid), ...faultsOf(reply)];
  return { theme, row, reply, faults, isPaid, misses };
}

/** Whether a request to the model may come from the last text of this row. */
const isAbout = (row: Row, words: readonly string[]): boolean =>
  words.at(-1) === row.text.trim() &&
  words.every((it) => textsOf(row).some((text) => text.trim() === it));
