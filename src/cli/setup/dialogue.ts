import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { PassThrough, type Readable, Writable } from 'node:stream';
import { wrapText } from '../../doctor/wrap-text.ts';
import { type TerminalStyle, terminalStyle } from '../terminal-style.ts';

export interface Prompt {
  readonly text: string;
  /** True when neither the typed text nor its length is shown. */
  readonly isHidden?: true | undefined;
}

/** Questions and answers in a terminal. When the person leaves, all pending promises reject. */
export interface Dialogue extends Disposable {
  readonly say: (text: string, style?: keyof TerminalStyle) => void;
  /** Resolves to the text typed before Enter, or pasted at once, even over several lines. */
  readonly ask: (prompt: Prompt) => Promise<string>;
  readonly waitFor: <T>(work: Promise<T>) => Promise<T>;
  /** Aborted when the person leaves. */
  readonly left: AbortSignal;
}

/** The input of a terminal; `setRawMode` is missing on a plain stream. */
export interface Keyboard extends Readable {
  readonly setRawMode?: (isRaw: boolean) => unknown;
}

interface Dependencies {
  readonly input: Keyboard;
  readonly output: Writable;
}

const CTRL_C = '\u0003';
/** Readline redraws the line for every key: a pasted file would keep it busy for minutes. */
const MAX_KEYS = 5000;
const NULL_OUTPUT = new Writable({ write: (_chunk, _encoding, done) => done() });

/** The pending question, and the text typed so far. */
interface OpenQuestion {
  readonly keys: PassThrough;
  readonly answer: (line: string) => void;
  typed: string;
}

export function openDialogue({ input, output }: Dependencies): Dialogue {
  const styles = terminalStyle(output);
  const leaving = new AbortController();
  const left = leaving.signal;
  const leave = (): void => leaving.abort();
  let open: OpenQuestion | undefined;

  /** Passes input to the pending question; input without one is dropped, so that it does not answer the next question. */
  function onInput(chunk: Buffer | string): void {
    const text = String(chunk);
    if (!open) {
      if (text.includes(CTRL_C)) leave();
      return;
    }
    open.typed += text;
    if (open.typed.length > MAX_KEYS) open.answer(open.typed);
    else open.keys.write(chunk);
  }
  input.on('data', onInput).once('end', leave);
  // Raw for the whole dialogue: otherwise the terminal itself would echo what is typed too early.
  input.setRawMode?.(true);

  const leaves = once(left, 'abort').then(() => Promise.reject(left.reason));
  leaves.catch(() => {}); // `waitFor` throws it
  const waitFor = <T>(work: Promise<T>): Promise<T> => Promise.race([work, leaves]);

  async function ask({ text, isHidden }: Prompt): Promise<string> {
    left.throwIfAborted();
    const { promise, resolve } = Promise.withResolvers<string>();
    const question: OpenQuestion = { keys: new PassThrough(), answer: resolve, typed: '' };
    open = question;
    // A new reader for each question: no key can bring back an earlier answer.
    const reader = createInterface({
      ...{ input: question.keys, output: isHidden ? NULL_OUTPUT : output },
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
    say(text, style) {
      const wrapped = wrapText(text);
      output.write(`${style ? styles[style](wrapped) : wrapped}\n`);
    },
    ask,
    waitFor,
    left,
    [Symbol.dispose]() {
      input.off('data', onInput).off('end', leave).pause();
      input.setRawMode?.(false);
    },
  };
}

/** Returns the further lines that arrived together with an answer, because they were pasted. */
const restAfterLine = (chunk: string): string => chunk.replace(/^[^\r\n]*/, '').trimEnd();
