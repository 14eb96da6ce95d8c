import type { BackupReport } from '../../../areas/proxmox/proxmox.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Failure } from '../../../core/failure.ts';
import type { AsyncReading } from '../../../core/reading.ts';
import { ok, type Result } from '../../../core/result.ts';
import type { Api } from '../../http-client/json-api.ts';
import { isoOf } from '../vendor-records/iso.ts';
import { type RecordReader, recordReader } from '../vendor-records/record-reader.ts';
import { backupFiles, backupStores, backupTasks, endOf, failureOf, type Store } from './backups.ts';
import { records } from './records.ts';

type Rows = Promise<Result<readonly unknown[], Failure>>;

/** Times of the backups of each guest, in epoch milliseconds, the newest first. */
type Times = ReadonlyMap<number, readonly number[]>;

/** Lists of backups are cached: an answer with thousands of them is too large to fetch every few seconds. */
const ANSWER_TTL_MS = 10 * 60_000;

/** The number of recent intervals from which the usual one is taken. */
const MAX_INTERVALS = 4;

/**
 * Reports how the backups of all guests went, by one cached list of files for each storage and by the last jobs.
 * Nothing is reported about what the token may not see or a storage does not list.
 */
export function createBackupReports(api: Api, resources: () => Rows, clock: Clock) {
  let cached: { readonly times: Times; readonly until: number } | undefined;

  async function timesIn(rows: readonly unknown[]): Promise<Times> {
    if (cached && clock.steady() < cached.until) return cached.times;
    const answers = await Promise.all(distinct(rows).map((store) => backupFiles(api, store)));
    const times = timesOf(answers.flatMap((answer) => (answer.ok ? answer.value : [])));
    cached = { times, until: clock.steady() + ANSWER_TTL_MS };
    return times;
  }

  return async (): AsyncReading<readonly BackupReport[]> => {
    const all = await resources();
    if (!all.ok) return all;
    const [times, answer] = await Promise.all([timesIn(all.value), records(api, '/cluster/tasks')]);
    const tasks = backupTasks(answer.ok ? answer.value : []);
    const value = [...guestReports(times, tasks), ...jobReports(tasks)];
    return ok({ value, asOf: clock.now(), source: api.source });
  };
}

/** Shared storage is read on one node only. */
const distinct = (rows: readonly unknown[]): readonly Store[] =>
  [
    ...Map.groupBy(backupStores(rows), ({ node, storage, isShared }) =>
      isShared ? storage : `${node}/${storage}`,
    ).values(),
  ].flatMap(([first]) => first ?? []);

function timesOf(files: readonly unknown[]): Times {
  const times = files.flatMap((file) => {
    const facts = recordReader(file);
    const [guest, at] = [facts?.number('vmid'), facts?.time('ctime')];
    return guest === undefined || at === undefined ? [] : [{ guest, at }];
  });
  return new Map(
    [...Map.groupBy(times, ({ guest }) => guest)].map(([guest, own]) => [
      guest,
      own.map(({ at }) => at).toSorted((a, b) => b - a),
    ]),
  );
}

function guestReports(times: Times, tasks: readonly RecordReader[]): readonly BackupReport[] {
  const last = new Map<number, RecordReader>();
  for (const task of tasks) {
    const guest = task.number('id');
    if (guest !== undefined && !last.has(guest)) last.set(guest, task);
  }
  return [...new Set([...times.keys(), ...last.keys()])].map((guest) => {
    const files = times.get(guest) ?? [];
    const [newest = 0] = files;
    const task = last.get(guest);
    const isLater = task !== undefined && endOf(task) > newest;
    const error = isLater ? failureOf(task) : undefined;
    const at = isLater && error === undefined ? endOf(task) : newest;
    const usualSec = usualInterval(files);
    return {
      guest,
      ...(at > 0 && { at: isoOf(at) }),
      ...(error !== undefined && { error }),
      ...(usualSec !== undefined && { usualSec }),
    };
  });
}

/** The median of the last intervals, in seconds. */
function usualInterval(times: readonly number[]): number | undefined {
  const intervals = times
    .slice(0, MAX_INTERVALS)
    .flatMap((at, index) => {
      const before = times[index + 1];
      return before === undefined ? [] : [(at - before) / 1000];
    })
    .toSorted((a, b) => a - b);
  return intervals[Math.floor(intervals.length / 2)];
}

/** Reports the last job for several guests on each node if it failed: the job does not list its guests. */
function jobReports(tasks: readonly RecordReader[]): readonly BackupReport[] {
  const jobs = tasks.filter((task) => task.text('id') === undefined);
  return [...Map.groupBy(jobs, (task) => task.text('node') ?? '?')].flatMap(([job, [last]]) => {
    const error = last && failureOf(last);
    return error === undefined ? [] : [{ job, error }];
  });
}
