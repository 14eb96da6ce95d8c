import { clearLine, createInterface, cursorTo } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { COLOURED, drawMessage, PLAIN } from './draw-message.ts';
import type { EmulatorClient, ReceivedMessage } from './emulator-client.ts';

interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
  /** Whether somebody sits in front of it; otherwise it is a pipe. */
  readonly isInteractive: boolean;
  /** For so long a line from a pipe waits for its answer. */
  readonly timeoutMs: number;
}

/** A phone in a terminal: lines in, texts out. Resolves when the input ends, or on `/quit`. */
export async function phone(line: EmulatorClient, terminal: Terminal): Promise<void> {
  const { relay, phones } = line.state;
  const { reader, style, print, echo, prompt, greeting } = openScreen(terminal);
  const shown = new Set<string>();
  let mine = phones[0];
  let answered = Promise.withResolvers<'text'>();

  function hear(bubble: ReceivedMessage): void {
    const { id, kind, number, state } = bubble;
    if (kind === 'said' || state === 'sending' || number !== mine.number || shown.has(id)) return;
    shown.add(id);
    print(`${drawMessage(bubble, style)}\n`);
    answered.resolve('text');
  }

  async function say(body: string): Promise<void> {
    answered = Promise.withResolvers();
    await line.text(mine.number, body);
    if (terminal.isInteractive) return;
    const silence = sleep(terminal.timeoutMs, 'silence' as const, { ref: false });
    const came = await Promise.race([answered.promise, silence]);
    if (came === 'silence') print('  (no answer)\n');
  }

  async function obey(command: string): Promise<string> {
    const [name = '', key = '', value = ''] = command.trim().split(/[\s=]+/);
    const other = phones.find((it) => it.name.toLowerCase() === name.toLowerCase());
    if (name === 'set') return (await line.set({ [key]: value })) ?? `${key} is ${value} now.`;
    if (!other) return help(line);
    mine = other;
    return `This is the phone of the ${other.name.toLowerCase()}: ${other.hint}.`;
  }

  const hangUp = new AbortController();
  void listen(line.bubbles(hangUp.signal), hear).then(() => {
    if (!hangUp.signal.aborted) print(style.trouble('The relay is gone.'));
  });
  greeting(`Texting ${relay}. Try menu, 2, plex, ? or /help.\n`);
  for await (const text of reader) {
    echo(text);
    if (text.trim() === '/quit') break;
    if (text.startsWith('/')) print(style.small(await obey(text.slice(1))));
    else if (text.trim() !== '') await say(text);
    prompt();
  }
  hangUp.abort();
  reader.close();
}

/** A person sees what comes above the line they type; a pipe gets everything in order. */
function openScreen({ input, output, isInteractive }: Terminal) {
  const nothing = (): void => {};
  if (!isInteractive) {
    const print = (text: string): void => void output.write(`${text}\n`);
    const echo = (text: string): void => print(`> ${text}`);
    const reader = createInterface({ input, output, terminal: false, prompt: '' });
    return { reader, style: PLAIN, print, echo, prompt: nothing, greeting: nothing };
  }
  const reader = createInterface({ input, output, terminal: true, prompt: '> ' });
  const print = (text: string): void => {
    cursorTo(output, 0);
    clearLine(output, 0);
    output.write(`${text}\n`);
    reader.prompt(true);
  };
  const greeting = (text: string): void => print(COLOURED.small(text));
  const prompt = (): void => reader.prompt();
  return { reader, style: COLOURED, print, echo: nothing, prompt, greeting };
}

const help = ({ state, switches }: EmulatorClient): string =>
  [
    'Every line is a text to the relay. These are not:',
    `  ${state.phones.map(({ name }) => `/${name.toLowerCase()}`).join(' ')}   another phone`,
    ...switches.map(({ name, options }) => `  /set ${name} ${options.join('|')}`),
    '  /quit',
  ].join('\n');

async function listen(
  bubbles: AsyncIterable<ReceivedMessage>,
  hear: (bubble: ReceivedMessage) => void,
): Promise<void> {
  try {
    for await (const bubble of bubbles) hear(bubble);
  } catch {
    // A line that breaks has ended, like one that is closed.
  }
}
