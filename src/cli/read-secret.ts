import type { Readable, Writable } from 'node:stream';
import { err, ok, type Result } from '../core/result.ts';
import { decodeSecret, MAX_INPUT_BYTES } from '../secrets/secret-text.ts';
import { type Keyboard, openDialogue } from './setup/dialogue.ts';

interface Terminal {
  readonly input: Keyboard;
  readonly output: Writable;
  /** True when the input is a terminal: it is asked there, and shows nothing of what is typed. */
  readonly isInteractive: boolean;
}

/** Reads the value of a secret, from a pipe or as it is typed; undefined when the person leaves. */
export async function readSecret(
  name: string,
  { isInteractive, ...terminal }: Terminal,
): Promise<Result<string, string> | undefined> {
  const bytes = isInteractive ? await ask(name, terminal) : ok(await readAll(terminal.input));
  if (!bytes) return undefined;
  const value = bytes.ok ? decodeSecret(bytes.value) : bytes;
  return value.ok ? value : err(`the value of ${name} ${value.error}`);
}

/** A longer text may arrive in parts, of which the first would be taken for the whole. */
const MAX_TYPED = 2048;

async function ask(
  name: string,
  terminal: Pick<Terminal, 'input' | 'output'>,
): Promise<Result<Buffer, string> | undefined> {
  using dialogue = openDialogue(terminal);
  try {
    const text = `Value of ${name} (type or paste, it is not shown): `;
    const typed = (await dialogue.ask({ text, isHidden: true })).trimEnd();
    const isWhole = typed.length <= MAX_TYPED && !/[\r\n]|^-----BEGIN /.test(typed);
    return isWhole
      ? ok(Buffer.from(typed))
      : err(`is too long to type: sms-relay secrets add ${name} < FILE`);
  } catch (cause) {
    if (!dialogue.left.aborted) throw cause;
    return undefined;
  }
}

/** Reads a pipe to its end, or as far as shows that it is too large. */
async function readAll(input: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of input) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    chunks.push(bytes);
    length += bytes.length;
    if (length > MAX_INPUT_BYTES) break;
  }
  return Buffer.concat(chunks);
}
