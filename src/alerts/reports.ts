import { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import { err, ok } from '../core/result.ts';
import { defineNote, type NoteOperation } from '../operation/note-operation.ts';
import { defineListRead, type ReadOperation } from '../operation/read-operation.ts';
import type { People } from '../people/people.ts';
import type { Person } from '../people/person.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { Alerts } from './alerts.ts';
import { DaySummary, summarizeDay, wordDay } from './day-summary.ts';
import { type AlertReader, NEW_READER } from './reader.ts';
import { untilOf } from './until.ts';

export const GET_REPORT = 'get_report';
export const SET_REPORT = 'set_report';

const SOURCE = 'sms-relay';
const HOUR_MS = 60 * 60_000;

/** A report that could not be sent in time, because the relay was off, is of no use later. */
const LATEST_MS = 2 * HOUR_MS;

interface ReportOptions {
  readonly alerts: Alerts;
  readonly people: People;
  readonly timeOf: TimeOfPerson;
  /** Returns the lines about everything else: the state of the areas, and the money. */
  readonly readLines: () => Promise<{ readonly status: string; readonly cost: string | undefined }>;
}

const Report = z.object({
  /** The state of the areas in one line. */
  status: z.string(),
  alerts: DaySummary,
  /** The cost of the month so far, in words. */
  cost: z.string().optional(),
});
type Report = z.infer<typeof Report>;

const wordReport = ({ status, alerts, cost }: Report): string =>
  [status, wordDay(alerts), cost].filter((line) => line !== undefined).join('\n');

/** Everything about daily reports. */
export interface Reports {
  readonly operations: readonly (NoteOperation | ReadOperation)[];
  /** Sends the reports that are due now. */
  readonly sendDue: () => Promise<void>;
}

export function createReports({ alerts, people, timeOf, readLines }: ReportOptions): Reports {
  async function compose(): Promise<{ readonly value: Report; readonly now: number }> {
    const lines = await readLines();
    const { value: day, now } = await alerts.view(({ book, now: at }) => summarizeDay(book, at));
    return { value: { ...lines, alerts: day }, now };
  }

  async function send(person: Person, words: string): Promise<void> {
    await alerts.decide(async ({ tx, readers, decision: { now } }) => {
      const reader = readers.get(person.id) ?? NEW_READER;
      const time = timeOf(person.id);
      if (!isDue(reader, time) || (await tx.isUnreachable(person))) return;
      const { report } = reader;
      if (!report) return;
      await tx.alerts.save({
        readers: new Map([[person.id, { ...reader, report: { ...report, lastAt: now } }]]),
      });
      const at = dueAfter(report, time);
      if (now - at >= LATEST_MS) return;
      await tx.notify(person.id, `report:${person.id}:${at}`, {
        body: words,
        footer: 'ALERTS=list  REPORT OFF=no more',
      });
    });
  }

  return {
    async sendDue() {
      const readers = await Promise.all(
        people.operators.map(async (person) => ({
          person,
          reader: await alerts.reader(person.id),
        })),
      );
      const due = readers.filter(({ person, reader }) => isDue(reader, timeOf(person.id)));
      if (due.length === 0) return;
      const { value } = await compose();
      for (const { person } of due) await send(person, wordReport(value));
    },
    operations: [
      defineListRead({
        name: GET_REPORT,
        summary: 'The daily report: areas, open alerts, the last 24 hours, and the cost',
        output: Report,
        async read() {
          const { value, now } = await compose();
          return ok({ value, asOf: now, source: SOURCE });
        },
        format: (value: Report) => ({ text: wordReport(value) }),
      }),
      defineNote({
        name: SET_REPORT,
        summary: 'Get a report every day at a time, or none any more',
        input: z.strictObject({
          at: z.union([z.literal('off'), z.string().regex(/^(?:[01]?\d|2[0-3]):[0-5]\d$/)]),
        }),
        output: z.object({ words: z.string() }),
        async note({ at }, by) {
          const person = people.find(by.id);
          if (!person) return err<Failure>({ kind: 'bad-input', hint: 'Only people get reports.' });
          const words = await alerts.decide(async ({ tx, readers, decision: { now } }) => {
            const { report: _, ...reader } = readers.get(person.id) ?? NEW_READER;
            const report = at === 'off' ? undefined : { minute: minuteOf(at), lastAt: now };
            const after: AlertReader = report ? { ...reader, report } : reader;
            await tx.alerts.save({ readers: new Map([[person.id, after]]) });
            return report
              ? `Report every day at ${at}. Now: report. No more: report off.`
              : 'No daily report.';
          }, by);
          return ok({ value: { words }, asOf: timeOf(person.id).now(), source: SOURCE });
        },
        format: ({ words }) => ({ text: words }),
      }),
    ],
  };
}

function minuteOf(at: string): number {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  return hour * 60 + minute;
}

type ReportTime = NonNullable<AlertReader['report']>;

/** Returns the time of the next report after the last one, by the clock of whoever gets it. */
function dueAfter({ minute, lastAt }: ReportTime, time: LocalTime): number {
  const span = { hour: Math.floor(minute / 60), minute: minute % 60, isTomorrow: false };
  return untilOf(span, { now: () => lastAt, minuteOfDay: (at) => time.minuteOfDay(at) });
}

const isDue = ({ report }: AlertReader, time: LocalTime): boolean =>
  report !== undefined && dueAfter(report, time) <= time.now();
