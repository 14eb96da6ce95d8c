import type { Backup, Guest } from '../../../areas/proxmox/proxmox.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Failure } from '../../../core/failure.ts';
import type { AsyncReading } from '../../../core/reading.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import type { Api } from '../../http-client/json-api.ts';
import { isoOf } from '../vendor-records/iso.ts';
import { type RecordReader, recordReader } from '../vendor-records/record-reader.ts';
import { ofType, records } from './records.ts';

type Rows = Promise<Result<readonly unknown[], Failure>>;

/** Reads when a guest was last backed up from the files that exist, and the last job if it failed since. */
export const createBackups =
  (api: Api, resources: () => Rows, clock: Clock) =>
  async (guest: Guest): AsyncReading<Backup> => {
    const all = await resources();
    if (!all.ok) return all;
    const [files, tasks] = await Promise.all([
      newestFile(api, storesFor(guest, all.value), guest),
      records(api, '/cluster/tasks'),
    ]);
    if (!files.ok) return files;
    const error = tasks.ok ? failureSince(files.value ?? 0, tasks.value, guest) : undefined;
    const value = { at: isoOf(files.value), ...(error !== undefined && { error }) };
    return ok({ value, asOf: clock.now(), source: api.source });
  };

/** A storage, on one of the nodes that have it. */
export interface Store {
  readonly node: string;
  readonly storage: string;
}

/** Storage that may hold backups of the guest: that of its node, and shared storage on a node that is up. */
function storesFor({ node }: Guest, rows: readonly unknown[]): readonly Store[] {
  const stores = backupStores(rows).filter((it) => it.node === node || it.isShared);
  return [...Map.groupBy(stores, ({ storage }) => storage).values()].flatMap(
    (same) => same.find((store) => store.node === node) ?? same[0] ?? [],
  );
}

/** All storage that holds backups, on each node that is up. */
export const backupStores = (rows: readonly unknown[]) =>
  ofType(rows, 'storage')
    .flatMap((row) => recordReader(row) ?? [])
    .filter((facts) => facts.text('status') === 'available')
    .filter((facts) => facts.text('content')?.split(',').includes('backup'))
    .map((facts) => ({
      node: facts.text('node') ?? '',
      storage: facts.text('storage') ?? '',
      isShared: facts.flag('shared') ?? false,
    }));

/** Lists the backups in a storage, of one guest or of all. */
export const backupFiles = (api: Api, { node, storage }: Store, guest?: number) =>
  records(
    api,
    `/nodes/${encodeURIComponent(node)}/storage/${encodeURIComponent(storage)}/content?content=backup${guest === undefined ? '' : `&vmid=${guest}`}`,
  );

/** Epoch milliseconds of the newest backup in any of the stores. */
async function newestFile(
  api: Api,
  stores: readonly Store[],
  { id }: Guest,
): Promise<Result<number | undefined, Failure>> {
  const answers = await Promise.all(stores.map((store) => backupFiles(api, store, id)));
  const failed = answers.find((answer) => !answer.ok);
  const files = answers.flatMap((answer) => (answer.ok ? answer.value : []));
  if (files.length === 0 && failed) return failed;
  if (stores.length === 0) {
    return err({ kind: 'no-source', service: api.service, what: 'backups' });
  }
  const times = files.flatMap((file) => recordReader(file)?.time('ctime') ?? []);
  return ok(times.length > 0 ? times.reduce((newest, at) => Math.max(newest, at)) : undefined);
}

/** The error of the last job for this guest, if it failed after its last backup. */
function failureSince(since: number, tasks: readonly unknown[], { id }: Guest): string | undefined {
  const own = backupTasks(tasks).filter((task) => task.text('id') === String(id));
  const last = own.find((task) => endOf(task) > since);
  return last && failureOf(last);
}

/** Finished backup jobs, the newest first. */
export const backupTasks = (tasks: readonly unknown[]): readonly RecordReader[] =>
  tasks
    .flatMap((task) => recordReader(task) ?? [])
    .filter((task) => task.text('type') === 'vzdump' && task.text('status') !== undefined)
    .toSorted((a, b) => endOf(b) - endOf(a));

/** The error of a job, if it failed. */
export function failureOf(task: RecordReader): string | undefined {
  const status = task.text('status') ?? 'OK';
  return /^OK$|^WARNINGS/.test(status) ? undefined : status;
}

/** Epoch milliseconds. */
export const endOf = (task: RecordReader): number => task.time('endtime') ?? 0;
