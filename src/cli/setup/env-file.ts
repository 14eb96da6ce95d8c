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

/** The text of a file; nothing when there is none, and in words why it cannot be read. */
export function readIfThere(path: string): Result<string | undefined, string> {
  try {
    return ok(readFileSync(path, 'utf8').replace(BYTE_ORDER_MARK, ''));
  } catch (cause) {
    if (isCalled('ENOENT', cause)) return ok(undefined);
    return err(
      `${path} ${isCalled('EISDIR', cause) ? A_FOLDER : `cannot be read: ${String(cause)}`}`,
    );
  }
}

/** What some editors begin a file with; it would become a part of the first name. */
const BYTE_ORDER_MARK = /^\uFEFF/;

const A_FOLDER =
  'is a folder, not a file: docker makes one where the file that it should mount is missing';

/** What will be in the way of replacing a file, found before anybody is asked anything. */
export function checkReplaceable(path: string): Result<void, string> {
  try {
    return ok(accessSync(dirname(targetOf(resolve(path))), constants.W_OK));
  } catch (cause) {
    return err(`${path} cannot be written here: ${String(cause)}`);
  }
}

/** Put a text in place of a file, wholly or not at all, for its owner's eyes only. */
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
    // With sudo, too, the file stays that of the person.
    if (owner) fchownSync(file, owner.uid, owner.gid);
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A link stays a link: what it leads to is replaced. */
function targetOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    if (!isCalled('ENOENT', cause)) throw cause;
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
    return isLink ? resolve(dirname(path), readlinkSync(path)) : path;
  }
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

const ownerOf = (path: string): Owner | undefined => statSync(path, { throwIfNoEntry: false });

const isCalled = (code: string, cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === code;
