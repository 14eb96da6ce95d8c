import { clearLine, createInterface, cursorTo } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { drawMessage } from './draw-message.ts';
import type { EmulatorClient, ReceivedMessage } from './emulator-client.ts';
import { terminalStyle } from './terminal-style.ts';

interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
  /** True for a terminal, false for a pipe. */
  readonly isInteractive: boolean;
  /** The time a line from a pipe waits for its answer. */
  readonly timeoutMs: number;
}

/** Runs a phone in a terminal: lines in, texts out. Resolves when the input ends, or on `/quit`. */
export async function phone(client: EmulatorClient, terminal: Terminal): Promise<void> {
  const { relay, phones } = client.state;
  const { reader, style, print, echo, prompt, greeting } = openScreen(terminal);
  const shown = new Set<string>();
  let current = phones[0];
  let answered = Promise.withResolvers<'text'>();

  function onMessage(message: ReceivedMessage): void {
    const { id, kind, number, state } = message;
    if (kind === 'said' || state === 'sending' || number !== current.number || shown.has(id))
      return;
    shown.add(id);
    print(`${drawMessage(message, style)}\n`);
    answered.resolve('text');
  }

  async function sendText(body: string): Promise<void> {
    answered = Promise.withResolvers();
    await client.text(current.number, body);
    if (terminal.isInteractive) return;
    const silence = sleep(terminal.timeoutMs, 'silence' as const, { ref: false });
    const outcome = await Promise.race([answered.promise, silence]);
    if (outcome === 'silence') print('  (no answer)\n');
  }

  async function runCommand(command: string): Promise<string> {
    const [name = '', key = '', value = ''] = command.trim().split(/[\s=]+/);
    const selected = phones.find((it) => it.name.toLowerCase() === name.toLowerCase());
    if (name === 'set') return (await client.set({ [key]: value })) ?? `${key} is ${value} now.`;
    if (!selected) return help(client);
    current = selected;
    return `This is the phone of the ${selected.name.toLowerCase()}: ${selected.hint}.`;
  }

  const hangUp = new AbortController();
  void listen(client.messages(hangUp.signal), onMessage).then(() => {
    if (!hangUp.signal.aborted) print(style.problem('The relay closed the connection.'));
  });
  greeting(`Texting ${relay}. Try menu, 2, plex, ? or /help.\n`);
  for await (const text of reader) {
    echo(text);
    if (text.trim() === '/quit') break;
    if (text.startsWith('/')) print(style.small(await runCommand(text.slice(1))));
    else if (text.trim() !== '') await sendText(text);
    prompt();
  }
  hangUp.abort();
  reader.close();
}

/** Opens the screen: in a terminal, texts appear above the line being typed; a pipe gets everything in order. */
function openScreen({ input, output, isInteractive }: Terminal) {
  const nothing = (): void => {};
  const style = terminalStyle(output);
  if (!isInteractive) {
    const print = (text: string): void => void output.write(`${text}\n`);
    const echo = (text: string): void => print(`> ${text}`);
    const reader = createInterface({ input, output, terminal: false, prompt: '' });
    return { reader, style, print, echo, prompt: nothing, greeting: nothing };
  }
  const reader = createInterface({ input, output, terminal: true, prompt: '> ' });
  const print = (text: string): void => {
    cursorTo(output, 0);
    clearLine(output, 0);
    output.write(`${text}\n`);
    reader.prompt(true);
  };
  const greeting = (text: string): void => print(style.small(text));
  const prompt = (): void => reader.prompt();
  return { reader, style, print, echo: nothing, prompt, greeting };
}

const help = ({ state, switches }: EmulatorClient): string =>
  [
    'Every line is a text to the relay, except these:',
    `  ${state.phones.map(({ name }) => `/${name.toLowerCase()}`).join(' ')}   another phone`,
    ...switches.map(({ name, options }) => `  /set ${name} ${options.join('|')}`),
    '  /quit',
  ].join('\n');

async function listen(
  messages: AsyncIterable<ReceivedMessage>,
  onMessage: (message: ReceivedMessage) => void,
): Promise<void> {
  try {
    for await (const message of messages) onMessage(message);
  } catch {
    // A broken connection has ended, like a closed one.
  }
}
