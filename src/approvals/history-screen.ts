import { z } from 'zod';
import type { Audit, AuditEvent, ChainedEntry } from '../audit/audit.ts';
import type { Clock } from '../core/clock.ts';
import type { LocalTime } from '../core/local-time.ts';
import { ok } from '../core/result.ts';
import type { AreaInfo } from '../menu/area-info.ts';
import type { Screen } from '../menu/menu.ts';
import { defineListRead, type ReadOperation } from '../operation/read-operation.ts';
import { nameOfPerson } from '../people/name-of-person.ts';
import type { People } from '../people/people.ts';
import type { PersonId } from '../people/person.ts';

export const HISTORY: AreaInfo = { key: 'log', name: 'log', label: 'Log', words: [] };

const LINES_READ = 60;
const RECENT_MS = 60 * 60_000;

/** Events that end an execution or matter by themselves; all others are steps on the way. */
const SHOWN: ReadonlySet<AuditEvent> = new Set([
  'done',
  'failed',
  'unconfirmed',
  'refused',
  'dropped',
  'locked',
  'unlocked',
]);

/** Ends that need no attention: a dropped action was never begun. */
const UNREMARKABLE: ReadonlySet<string> = new Set(['done', 'dropped', 'unlocked']);

interface Dependencies {
  readonly audit: Audit;
  readonly people: Pick<People, 'find'>;
}

/** One line of the record, as it is told. */
const Entry = z.object({
  at: z.number(),
  /** The one who asked, and the face where it was not their phone. */
  by: z.string(),
  /** The name of the change. */
  action: z.string(),
  event: z.string(),
  words: z.string(),
});

const Output = z.object({ entries: z.array(Entry) });

/** Defines the read of recent changes, by whom they were made, and their ends. */
export const historyOperation = ({ audit, people }: Dependencies, clock: Clock): ReadOperation =>
  defineListRead({
    name: HISTORY.name,
    summary: 'Recent changes: who made them, and what came of them',
    output: Output,
    async read() {
      const [lines, unfinished] = await Promise.all([audit.last(LINES_READ), audit.unfinished()]);
      const ends = lines.filter(({ event }) => SHOWN.has(event));
      const open = unfinished.filter(({ run }) => !ends.some((end) => end.run === run));
      const entries = [...open, ...ends].map(({ at, action, event, words, ...author }) => ({
        ...{ at, action, event, words, by: describeAuthor(author, people) },
      }));
      return ok({ value: { entries }, asOf: clock.now(), source: 'sms-relay' });
    },
    format: ({ entries }: z.infer<typeof Output>, _, time) => ({
      text:
        entries.length === 0
          ? 'Nothing was done yet.'
          : ['Done lately:', ...entries.map((entry) => formatEntry(entry, time))].join('\n'),
    }),
  });

/** The screen of recent changes. */
export const historyScreen = (up: string): Screen => ({
  ...{ title: 'Log', up, operation: HISTORY.name },
});

/** The words for each end of an execution; other events are no end. */
const ENDS: Readonly<Partial<Record<AuditEvent, string>>> = {
  done: 'Done',
  failed: 'Not done',
  unconfirmed: 'Unknown',
  refused: 'Not done',
};

/** Describes the end of an execution, or that it is under way; `undefined` when it never began. */
export async function outcomeOf(
  run: string,
  audit: Pick<Audit, 'linesOf'>,
  time: LocalTime,
): Promise<string | undefined> {
  const lines = await audit.linesOf(run);
  const end = lines.findLast(({ event }) => ENDS[event] !== undefined);
  if (end) return `${ENDS[end.event]} ${time.formatTime(end.at)}: ${end.words}`;
  const start = lines.find(({ event }) => event === 'started');
  return start && `Under way since ${time.formatTime(start.at)}: ${start.words}`;
}

/** Describes the person's latest action as one line; none when that was long ago. */
export async function latestOf(
  person: PersonId,
  { audit, people }: Dependencies,
  time: LocalTime,
): Promise<readonly string[]> {
  const isTheirs = ({ who }: Line): boolean => people.find(who)?.id === person;
  const entries = await audit.last(LINES_READ);
  const latest = entries.find(
    (entry) => isTheirs(entry) && (entry.event === 'started' || SHOWN.has(entry.event)),
  );
  if (!latest || time.now() - latest.at > RECENT_MS) return [];
  return [`Lately: ${time.formatTime(latest.at)} ${describeEvent(latest)}`];
}

type Line = Pick<ChainedEntry, 'at' | 'who' | 'face' | 'event' | 'words' | 'action'>;

function formatEntry(
  { at, by, action, event, words }: z.infer<typeof Entry>,
  time: LocalTime,
): string {
  const mark = UNREMARKABLE.has(event) ? '' : '! ';
  return `${mark}${time.formatTime(at)} ${action.replace('_', ' ')} by ${by}: ${describeEvent({ event, words })}`;
}

/** Names who asked, and the face where it was not their phone; a command at the console is nobody's. */
function describeAuthor(
  { who, face }: Pick<Line, 'who' | 'face'>,
  people: Dependencies['people'],
): string {
  if (face === 'console') return 'the console';
  const name = nameOfPerson(people, who);
  return face === 'claude' ? `${name} through Claude` : name;
}

const describeEvent = ({
  event,
  words,
}: {
  readonly event: string;
  readonly words: string;
}): string => (event === 'started' ? `${words} under way` : words);
