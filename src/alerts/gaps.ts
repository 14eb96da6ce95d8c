import { z } from 'zod';
import { formatCount } from '../core/format.ts';
import type { LocalTime } from '../core/local-time.ts';
import { ok } from '../core/result.ts';
import { defineListRead, type ReadOperation } from '../operation/read-operation.ts';
import type { People } from '../people/people.ts';
import type { Person } from '../people/person.ts';
import { isQuiet } from '../people/quiet-hours.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { AlertStore } from './alert-store.ts';
import type { AlertSession } from './alert-transaction.ts';
import type { Alerts } from './alerts.ts';
import { COVERAGE_MEMO, loadCoverage, newCoverage } from './coverage.ts';
import { findGaps, type Gap, type GapFacts, judgedFrom } from './find-gaps.ts';
import { loadGraph } from './load-graph.ts';
import { NEW_READER } from './reader.ts';
import { wordGaps } from './word-gaps.ts';

export const LIST_GAPS = 'list_gaps';

const SOURCE = 'sms-relay';

/** The name under which it is stored who got the text of which month. */
const TEXTED_MEMO = 'gaps-texted';
const Texted = z.array(z.object({ person: z.string(), month: z.string() }));

/** By day, on the first of the month; a little later where the relay was off, or somebody wanted to be left alone. */
const FROM_MINUTE = 10 * 60;
const TO_MINUTE = 20 * 60;
const DAYS: ReadonlySet<string> = new Set(['01', '02', '03']);

interface Options extends Pick<GapFacts, 'configured' | 'isRelayWatched'> {
  readonly alerts: Pick<Alerts, 'decide'>;
  readonly store: Pick<AlertStore, 'memo'>;
  readonly people: People;
  readonly timeOf: TimeOfPerson;
  readonly clock: { readonly now: () => number };
}

/** Everything about what nothing would notice. */
export interface Gaps {
  readonly operation: ReadOperation;
  /** Sends operators the text about it, once a month. */
  readonly sendDue: () => Promise<void>;
}

const Output = z.object({
  gaps: z.array(z.object({ kind: z.string(), name: z.string() })),
  /** The time from which on sources are judged, in epoch milliseconds; missing when they are. */
  sources_from: z.number().optional(),
});

interface Listed {
  readonly gaps: readonly Gap[];
  readonly sources_from?: number;
}

/** Creates the list of gaps, and the monthly text about them. */
export function createGaps(options: Options): Gaps {
  const { alerts, store, people, timeOf, clock, configured, isRelayWatched } = options;

  async function find(from: Pick<AlertStore, 'memo'>, now: number): Promise<readonly Gap[]> {
    const [graph, coverage = newCoverage(now)] = [await loadGraph(from), await loadCoverage(from)];
    return findGaps({ graph, coverage, configured, isRelayWatched, now });
  }

  /** Returns the month whose text somebody may get now. */
  function monthFor({ id, ...person }: Person): string | undefined {
    const [now, time] = [clock.now(), timeOf(id)];
    const [year = '', month = '', day = ''] = time.today().split('-');
    const minute = time.minuteOfDay(now);
    const isTime = DAYS.has(day) && minute >= FROM_MINUTE && minute < TO_MINUTE;
    return isTime && !isQuiet(person, now) ? `${year}-${month}` : undefined;
  }

  async function send(session: AlertSession, person: Person, month: string): Promise<void> {
    const { tx, readers, decision } = session;
    const { quietUntil = 0 } = readers.get(person.id) ?? NEW_READER;
    const isHeld = quietUntil > decision.now || decision.holds.internet.downSince !== undefined;
    const texted = await loadTexted(tx.alerts);
    if (isHeld || isTexted(texted, person, month) || (await tx.isUnreachable(person))) return;
    const others = texted.filter((one) => one.person !== person.id);
    await tx.alerts.save({
      memos: new Map([[TEXTED_MEMO, [...others, { person: person.id, month }]]]),
    });
    const gaps = await find(tx.alerts, decision.now);
    if (gaps.length === 0) return;
    const words = { body: wordGaps(gaps), footer: 'GAPS=list' };
    await tx.notify(person.id, `gaps:${person.id}:${month}`, words);
  }

  /** Notes from the first start on since when the reports of sources are noted. */
  async function beginCoverage(): Promise<void> {
    if (await loadCoverage(store)) return;
    await alerts.decide(async ({ tx, decision: { now } }) => {
      if (await loadCoverage(tx.alerts)) return;
      await tx.alerts.save({ memos: new Map([[COVERAGE_MEMO, newCoverage(now)]]) });
    });
  }

  return {
    async sendDue() {
      await beginCoverage();
      for (const person of people.operators) {
        const month = monthFor(person);
        if (month === undefined || isTexted(await loadTexted(store), person, month)) continue;
        await alerts.decide((session) => send(session, person, month));
      }
    },
    operation: defineListRead({
      name: LIST_GAPS,
      summary: 'What nothing would notice: guests without backups, silent sources, single looks',
      output: Output,
      async read() {
        const now = clock.now();
        const gaps = await find(store, now);
        const from = judgedFrom((await loadCoverage(store)) ?? newCoverage(now));
        const value: Listed = { gaps, ...(from > now && { sources_from: from }) };
        return ok({ value, asOf: now, source: SOURCE });
      },
      format: (value: Listed, _, time) => ({ text: format(value, time) }),
    }),
  };
}

function format({ gaps, sources_from: from }: Listed, time: LocalTime): string {
  const later = from === undefined ? '' : ` Sources are judged from ${time.formatTime(from)} on.`;
  return gaps.length === 0
    ? `No gap is known.${later}`
    : `${formatCount(gaps.length, 'gap')}. ${wordGaps(gaps, gaps.length)}${later}`;
}

const loadTexted = async (store: Pick<AlertStore, 'memo'>): Promise<z.infer<typeof Texted>> =>
  Texted.safeParse(await store.memo(TEXTED_MEMO)).data ?? [];

const isTexted = (texted: z.infer<typeof Texted>, { id }: Person, month: string): boolean =>
  texted.some((one) => one.person === id && one.month === month);
