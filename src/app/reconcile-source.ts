import { isDeepStrictEqual } from 'node:util';
import type { AlertEvent } from '../alerts/alert-event.ts';
import type { SourceReading } from '../alerts/alert-source.ts';

import type { AlertSession } from '../alerts/alert-transaction.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { createDependencies } from '../alerts/dependencies.ts';
import { loadGraph } from '../alerts/load-graph.ts';
import { noteAnswer } from '../alerts/note-reported.ts';

import { observe } from '../alerts/observe.ts';
import {
  idsIn,
  type ReconcileTiming,
  reconcile,
  type SourceAnswer,
  SourceMemo,
} from '../alerts/reconcile.ts';
import { lowerSeverity } from '../alerts/severity.ts';
import { endOutages, outageId, outageOf } from '../alerts/source-outage.ts';
import type { Clock } from '../core/clock.ts';
import type { Failure } from '../core/failure.ts';
import { err, type Result } from '../core/result.ts';
import type { ConfiguredAlertApi } from './alert-apis.ts';

/** The outcome of asking a source, and the repairs that followed. */
export interface CountSource {
  readonly countRound: (outcome: 'answered' | 'failed') => void;
  readonly countRepairs: (repair: 'begun' | 'ended', number: number) => void;
}

interface Dependencies extends CountSource {
  readonly source: ConfiguredAlertApi;
  readonly alerts: Pick<Alerts, 'decide' | 'receive'>;
  readonly timing: ReconcileTiming;
  readonly lowerOwn: (event: AlertEvent) => AlertEvent;
  readonly clock: Pick<Clock, 'now'>;
}

/** The result of one round: `doubtful` when something may be over that the next answer has to confirm. */
export type RoundOutcome = 'settled' | 'doubtful' | 'failed';

/** So many answers in a row have to be missing before people are told. */
const FAILED_ROUNDS = 3;

/** Creates the round in which one source is asked what fires now, and what is stored is repaired. */
export function createRound(
  dependencies: Dependencies,
): (signal: AbortSignal) => Promise<RoundOutcome> {
  const { source, alerts, timing, lowerOwn, clock, countRound, countRepairs } = dependencies;
  const { api, settings, severity } = source;
  const name = api.source;
  const memoName = `source:${name}`;
  let failures: { readonly count: number; readonly since: number } | undefined;

  async function read(): Promise<Result<SourceReading, Failure>> {
    try {
      return await api.read();
    } catch (cause) {
      return err({ kind: 'invalid-response', service: name, cause: String(cause) });
    }
  }

  async function compare({ decision, tx }: AlertSession, answer: SourceAnswer) {
    const fresh: SourceMemo = { address: settings.url.href, hasMatched: false, missing: [] };
    const stored = SourceMemo.safeParse(await tx.alerts.memo(memoName));
    const isSame = stored.success && stored.data.address === fresh.address;
    const memo = isSame ? stored.data : fresh;
    const repaired = reconcile(decision, answer, { memo, timing });
    observe(await withDependencies(decision, tx, repaired.begun), [
      ...repaired.events.map((event) => lowerSeverity(event, severity)),
      ...endOutages(decision.book, (it) => it === name),
    ]);
    const shown = answer.reading.alerts.map(({ event }) => event);
    const covered = await noteAnswer(tx.alerts, { source: name, shown }, decision.now);
    const isChanged = !stored.success || !isDeepStrictEqual(stored.data, repaired.memo);
    const memos = new Map([...covered, ...(isChanged ? [[memoName, repaired.memo] as const] : [])]);
    if (memos.size > 0) await tx.alerts.save({ memos });
    return repaired;
  }

  /** An alert that begins here needs its cause as much as one that was reported. */
  async function withDependencies(
    decision: AlertSession['decision'],
    tx: AlertSession['tx'],
    begun: number,
  ): Promise<AlertSession['decision']> {
    if (begun === 0) return decision;
    const graph = await loadGraph(tx.alerts);
    return { ...decision, dependencies: createDependencies(graph, decision.now) };
  }

  async function noteFailure(failure: Failure, askedAt: number): Promise<RoundOutcome> {
    countRound('failed');
    failures = { count: (failures?.count ?? 0) + 1, since: failures?.since ?? askedAt };
    if (failures.count >= FAILED_ROUNDS) {
      await alerts.receive([lowerOwn(outageOf(name, failure, failures.since))]);
    }
    return 'failed';
  }

  return async (signal) => {
    const askedAt = Math.floor(clock.now());
    const reading = await read();
    if (signal.aborted) return 'settled';
    if (!reading.ok) return noteFailure(reading.error, askedAt);
    countRound('answered');
    failures = undefined;
    const about = [...idsIn(name, reading.value), outageId(name)];
    const { begun, ended, memo } = await alerts.decide(
      (session) => compare(session, { source: name, askedAt, reading: reading.value }),
      undefined,
      about,
    );
    countRepairs('begun', begun);
    countRepairs('ended', ended);
    return memo.hasMatched && memo.missing.length > 0 ? 'doubtful' : 'settled';
  };
}
