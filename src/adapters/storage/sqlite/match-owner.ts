import { existsSync, lchownSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Gives a file to whom the first one belongs, so that a relay which is not root can open what root made; where we may not, it stays ours. */
export function matchOwner(model: string, file: string): void {
  const [wanted, present] = [statSync(model), statSync(file)];
  if (wanted.uid === present.uid && wanted.gid === present.gid) return;
  try {
    lchownSync(file, wanted.uid, wanted.gid);
  } catch (cause) {
    if (!isForbidden(cause)) throw cause;
  }
}

/** Makes a folder, and those above it, for the relay alone: each belongs to whom the one above it does. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
  matchOwner(dirname(folder), folder);
}

/** Also by a disk that knows no owners, and in a container that does not know this one. */
const isForbidden = (cause: unknown): boolean =>
  cause instanceof Error &&
  'code' in cause &&
  ['EPERM', 'EINVAL', 'ENOTSUP', 'ENOSYS'].some((code) => code === cause.code);
