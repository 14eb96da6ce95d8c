import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchownSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { err, ok, type Result } from '../../core/result.ts';

const OWNER_ONLY = 0o600;

/** Returns the text of a file, undefined when there is none, or the reason it cannot be read. */
export function readIfThere(path: string): Result<string | undefined, string> {
  try {
    return ok(readFileSync(path, 'utf8').replace(BYTE_ORDER_MARK, ''));
  } catch (cause) {
    if (hasCode('ENOENT', cause)) return ok(undefined);
    return err(
      `${path} ${hasCode('EISDIR', cause) ? A_FOLDER : `cannot be read: ${String(cause)}`}`,
    );
  }
}

/** Some editors write it at the start of a file; it would become a part of the first name. */
const BYTE_ORDER_MARK = /^\uFEFF/;

const A_FOLDER = 'is a folder, not a file: docker creates one when the file to mount is missing';

/** Checks that a file can be replaced, before the first question is asked. */
export function checkReplaceable(path: string): Result<void, string> {
  try {
    return ok(accessSync(dirname(targetOf(resolve(path))), constants.W_OK));
  } catch (cause) {
    return err(`${path} cannot be written here: ${String(cause)}`);
  }
}

/** Replaces a file atomically, readable by its owner only. */
export function replaceFile(path: string, text: string): Result<void, string> {
  const suffix = `.${randomBytes(4).toString('hex')}.tmp`;
  let fresh = path + suffix;
  try {
    const target = targetOf(path);
    fresh = target + suffix;
    write(fresh, text, ownerOf(target));
    return ok(renameSync(fresh, target));
  } catch (cause) {
    rmSync(fresh, { force: true });
    return err(`${path} cannot be written: ${String(cause)}`);
  }
}

function write(path: string, text: string, owner: Owner | undefined): void {
  const file = openSync(path, 'wx', OWNER_ONLY);
  try {
    // The file keeps its owner even under sudo.
    if (owner) fchownSync(file, owner.uid, owner.gid);
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Resolves a link, so that its target is replaced and the link stays. */
function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    if (!hasCode('ENOENT', cause)) throw cause;
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
    return isLink ? resolve(dirname(path), readlinkSync(path)) : path;
  }
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

const ownerOf = (path: string): Owner | undefined => statSync(path, { throwIfNoEntry: false });

const hasCode = (code: string, cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === code;
