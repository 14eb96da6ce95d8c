import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { err, type Result } from '../core/result.ts';
import { decodeSecret, MAX_INPUT_BYTES } from '../secrets/secret-text.ts';

/** Reads a file that holds one secret, such as a mounted Secret of Kubernetes. */
export function readSecretFile(path: string): Result<string, string> {
  try {
    return readFrom(path);
  } catch (cause) {
    return err(`cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function readFrom(path: string): Result<string, string> {
  using cleanup = new DisposableStack();
  // Opening a pipe that nobody writes to would wait for ever.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  cleanup.defer(() => closeSync(file));
  if (!fstatSync(file).isFile()) return err('is not a file');
  const bytes = Buffer.alloc(MAX_INPUT_BYTES + 1); // one more shows that it is too large
  let length = 0;
  for (;;) {
    const read = readSync(file, bytes, length, bytes.length - length, null);
    if (read === 0) break;
    length += read;
  }
  return decodeSecret(bytes.subarray(0, length));
}
