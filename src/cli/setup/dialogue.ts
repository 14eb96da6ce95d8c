import { createInterface } from 'node:readline';
import { PassThrough, type Readable, Writable } from 'node:stream';
import type { TerminalStyle } from './style.ts';
import { wrapText } from './wrap-text.ts';

export interface Prompt {
  readonly text: string;
  /** What is typed is not shown, nor how long it is. */
  readonly isHidden?: true | undefined;
}

/** Questions and answers in a terminal. Once the person has left, everything that waits is rejected. */
export interface Dialogue extends Disposable {
  readonly style: TerminalStyle;
  readonly say: (text: string) => void;
  /** What was typed before Enter, or pasted at once, however many lines that is. */
  readonly ask: (prompt: Prompt) => Promise<string>;
  readonly waitFor: <T>(work: Promise<T>) => Promise<T>;
  /** Whether the person has left. */
  readonly left: AbortSignal;
}

/** What a terminal is for us; `setRawMode` is missing where it is only a stream. */
export interface Keyboard extends Readable {
  readonly setRawMode?: (isRaw: boolean) => unknown;
}

interface Dependencies {
  readonly input: Keyboard;
  readonly output: Writable;
  readonly style: TerminalStyle;
}

const CTRL_C = '\u0003';
/** Readline draws a line anew for every key: a file that somebody pasted would keep it busy for minutes. */
const MAX_KEYS = 5000;
const NOWHERE = new Writable({ write: (_chunk, _encoding, done) => done() });

/** A question that is open, and what was typed since. */
interface Open {
  readonly keys: PassThrough;
  readonly answer: (line: string) => void;
  typed: string;
}

export function openDialogue({ input, output, style }: Dependencies): Dialogue {
  const leaving = new AbortController();
  const left = leaving.signal;
  const leave = (): void => leaving.abort();
  let open: Open | undefined;

  /** What is typed while nothing is asked is nobody's answer. */
  function hear(chunk: Buffer | string): void {
    const text = String(chunk);
    if (!open) {
      if (text.includes(CTRL_C)) leave();
      return;
    }
    open.typed += text;
    if (open.typed.length > MAX_KEYS) open.answer(open.typed);
    else open.keys.write(chunk);
  }
  input.on('data', hear).once('end', leave);
  // From end to end: the terminal itself would show what is typed too early.
  input.setRawMode?.(true);

  function waitFor<T>(work: Promise<T>): Promise<T> {
    const gone = Promise.withResolvers<never>();
    const go = (): void => gone.reject(left.reason);
    if (left.aborted) go();
    left.addEventListener('abort', go, { once: true });
    return Promise.race([work, gone.promise]).finally(() => left.removeEventListener('abort', go));
  }

  async function ask({ text, isHidden }: Prompt): Promise<string> {
    left.throwIfAborted();
    const { promise, resolve } = Promise.withResolvers<string>();
    const question: Open = { keys: new PassThrough(), answer: resolve, typed: '' };
    open = question;
    // A new one each time: an earlier answer cannot be brought back by any key.
    const reader = createInterface({
      ...{ input: question.keys, output: isHidden ? NOWHERE : output },
      ...{ terminal: true, historySize: 0, prompt: text },
    });
    reader.once('line', (line) => resolve(line + restAfterLine(question.typed)));
    reader.once('SIGINT', leave).once('close', leave);
    if (isHidden) output.write(text);
    reader.prompt();
    try {
      return await waitFor(promise);
    } finally {
      open = undefined;
      reader.off('close', leave).close();
      if (isHidden || left.aborted) output.write('\n');
    }
  }

  return {
    style,
    say: (text) => void output.write(`${wrapText(text)}\n`),
    ask,
    waitFor,
    left,
    [Symbol.dispose]() {
      input.off('data', hear).off('end', leave).pause();
      input.setRawMode?.(false);
    },
  };
}

/** Further lines that came in the same moment as an answer: somebody pasted them. */
const restAfterLine = (chunk: string): string => chunk.replace(/^[^\r\n]*/, '').trimEnd();
