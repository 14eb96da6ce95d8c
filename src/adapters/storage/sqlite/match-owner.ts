import { existsSync, lchownSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Gives `file` the owner of `model`, so that a relay which is not root can open what root created. Where changing the
 * owner is not permitted, the file keeps its own.
 */
export function matchOwner(model: string, file: string): void {
  const [wanted, present] = [statSync(model), statSync(file)];
  if (wanted.uid === present.uid && wanted.gid === present.gid) return;
  try {
    lchownSync(file, wanted.uid, wanted.gid);
  } catch (cause) {
    if (!isForbidden(cause)) throw cause;
  }
}

/** Creates a folder and its parents, readable by the owner alone. Each gets the owner of its parent. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
  matchOwner(dirname(folder), folder);
}

/** File systems without owners, and containers in which this owner is not mapped, forbid it too. */
const isForbidden = (cause: unknown): boolean =>
  cause instanceof Error &&
  'code' in cause &&
  ['EPERM', 'EINVAL', 'ENOTSUP', 'ENOSYS'].some((code) => code === cause.code);
