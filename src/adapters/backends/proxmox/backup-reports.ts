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

/** When each guest was backed up, in epoch milliseconds, the newest first. */
type Times = ReadonlyMap<number, readonly number[]>;

/** A list of thousands of backups is no answer to ask for every few seconds. */
const ANSWER_TTL_MS = 10 * 60_000;

/** So many of the last distances tell what is usual. */
const LAST = 4;

/**
 * How the backups of all guests went: by one list of files for each storage, asked now and then, and by the last jobs.
 * What a token may not see, or a storage does not tell, is not claimed.
 */
export function createBackupReports(api: Api, resources: () => Rows, clock: Clock) {
  let known: { readonly times: Times; readonly until: number } | undefined;

  async function timesIn(rows: readonly unknown[]): Promise<Times> {
    if (known && clock.steady() < known.until) return known.times;
    const answers = await Promise.all(distinct(rows).map((store) => backupFiles(api, store)));
    const times = timesOf(answers.flatMap((answer) => (answer.ok ? answer.value : [])));
    known = { times, until: clock.steady() + ANSWER_TTL_MS };
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

/** What is shared is asked for on one node. */
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
    const usualSec = usualDistance(files);
    return {
      guest,
      ...(at > 0 && { at: isoOf(at) }),
      ...(error !== undefined && { error }),
      ...(usualSec !== undefined && { usualSec }),
    };
  });
}

/** The median of the last distances, in seconds. */
function usualDistance(times: readonly number[]): number | undefined {
  const distances = times
    .slice(0, LAST)
    .flatMap((at, index) => {
      const before = times[index + 1];
      return before === undefined ? [] : [(at - before) / 1000];
    })
    .toSorted((a, b) => a - b);
  return distances[Math.floor(distances.length / 2)];
}

/** The last job for several guests on each node, when it failed: it does not say for which. */
function jobReports(tasks: readonly RecordReader[]): readonly BackupReport[] {
  const jobs = tasks.filter((task) => task.text('id') === undefined);
  return [...Map.groupBy(jobs, (task) => task.text('node') ?? '?')].flatMap(([job, [last]]) => {
    const error = last && failureOf(last);
    return error === undefined ? [] : [{ job, error }];
  });
}
