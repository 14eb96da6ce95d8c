import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AlertEvent, AlertSeverity } from '../alerts/alert-event.ts';
import type { AlertIntake } from '../alerts/alert-intake.ts';
import { lowerSeverity } from '../alerts/severity.ts';
import type { Clock } from '../core/clock.ts';
import type { Result } from '../core/result.ts';
import { createSourceRate } from './source-rate.ts';

/** The content of a report, in the one form of all products. */
export interface ReportContent {
  readonly events: readonly AlertEvent[];
  /** The number of alerts that it left out. */
  readonly more: number;
}

export type IntakeOutcome =
  | 'accepted'
  | 'unreadable'
  | 'unauthorized'
  | 'too_large'
  | 'too_many'
  | 'not_stored';

export interface ReportTakerOptions {
  readonly intake: AlertIntake;
  readonly countReport?: ((outcome: IntakeOutcome) => void) | undefined;
  readonly clock: Clock;
}

interface TakenReport {
  readonly source: string;
  readonly read: () => Result<ReportContent, string>;
  /** The most severe that its alerts can be. */
  readonly severity?: AlertSeverity | undefined;
}

interface ReportTaker {
  /** Takes a report: returns what is stored of it, or `undefined` after it has replied why not. */
  readonly take: (
    report: TakenReport,
    reply: FastifyReply,
  ) => Promise<readonly AlertEvent[] | undefined>;
  /** Counts a report that can never be read. Its alerts may be missing, so the owner is told. */
  readonly countUnreadable: (
    source: string,
    outcome: 'unreadable' | 'too_large',
    reason: string,
  ) => Promise<void>;
}

/** A source that hears nothing for longer tries again anyway. */
const STORE_MS = 5000;

/** Only 5xx is tried again soon by every source: a 429 costs Alertmanager a whole interval. */
export function createReportTaker({ intake, countReport, clock }: ReportTakerOptions): ReportTaker {
  const takeTurn = createSourceRate(clock);

  function putOff(outcome: IntakeOutcome, reply: FastifyReply): undefined {
    countReport?.(outcome);
    reply.code(503).header('retry-after', '1').send('');
  }

  const countUnreadable: ReportTaker['countUnreadable'] = async (source, outcome, reason) => {
    countReport?.(outcome);
    await intake.onUnreadable(source, reason).catch(() => {}); // it is counted all the same
  };

  const take: ReportTaker['take'] = async ({ source, read, severity }, reply) => {
    if (!takeTurn(source)) return putOff('too_many', reply);
    if (isEncoded(reply.request)) {
      await countUnreadable(source, 'unreadable', 'compressed');
      reply.code(415).header('accept-encoding', 'identity').send('');
      return undefined;
    }
    const content = read();
    if (!content.ok) {
      await countUnreadable(source, 'unreadable', content.error);
      reply.code(400).send(content.error);
      return undefined;
    }
    const events = bounded(content.value, severity);
    const stored = intake.receive(events).then(
      () => true,
      (err: unknown) => {
        reply.log.error({ err, source }, 'alerts could not be stored');
        return false;
      },
    );
    const isStored = await Promise.race([stored, clock.wait(STORE_MS).then(() => false)]);
    if (!isStored) return putOff('not_stored', reply);
    countReport?.('accepted');
    return events;
  };

  return { take, countUnreadable };
}

/** Compressed bytes would be read as a text. */
const isEncoded = ({ headers }: FastifyRequest): boolean =>
  !/^(?:identity)?$/i.test(headers['content-encoding']?.trim() ?? '');

/** The first alert tells how many were left out. */
const bounded = (
  { events, more }: ReportContent,
  most: AlertSeverity | undefined,
): readonly AlertEvent[] =>
  events.map((event, at) => ({
    ...lowerSeverity(event, most),
    ...(at === 0 && more > 0 && { more }),
  }));
