import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

const TMUX = '/usr/bin/tmux';

// A pipeline without it would look green without having looked.
export const isTmuxMissing = !existsSync(TMUX) && process.env['CI'] === undefined;

interface Choices {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly command: readonly string[];
}

/** A real terminal of 80 by 24, somebody's hands and eyes in front of it. */
export function openTmux({ cwd, env, command }: Choices) {
  const socket = join(cwd, 'tmux.sock');
  const tmux = (...args: readonly string[]): string =>
    execFileSync(TMUX, ['-S', socket, '-f', '/dev/null', '-u', ...args], {
      env: { TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env },
      encoding: 'utf8',
    });
  const seen = new Set<string>();
  /** How much was on the screen when the last answer was typed. */
  let answered = 0;

  // A shell would go on like this; what it says of the terminal shows whether that is as before.
  const shell =
    '"$0" "$@"; echo "exit $?, $(stty -a | grep -ow -e "-*icanon" -e "-*echo" | xargs)"; exec cat';
  tmux('new-session', '-d', '-x', '80', '-y', '24', '-c', cwd, 'sh', '-c', shell, ...command);

  function screen(): string {
    const all = tmux('capture-pane', '-p', '-J', '-S', '-').trimEnd();
    seen.add(all);
    return all;
  }

  async function sees(words: string): Promise<void> {
    await expect
      .poll(() => screen().slice(answered), { interval: 40, timeout: 15_000 })
      .toContain(words.trimEnd());
  }

  async function before(question: string): Promise<void> {
    await sees(question);
    answered = screen().lastIndexOf(question.trimEnd()) + question.trimEnd().length;
  }

  return {
    sees,
    screen,
    /** Everything that was ever on the screen when somebody looked. */
    seen: (): string => [...seen].join('\n'),
    async types(question: string, line: string): Promise<void> {
      await before(question);
      if (line !== '') tmux('send-keys', '-l', line);
      screen();
      tmux('send-keys', 'Enter');
    },
    async pastes(question: string, text: string): Promise<void> {
      await before(question);
      tmux('set-buffer', text);
      tmux('paste-buffer');
      screen();
    },
    async presses(question: string, key: string): Promise<void> {
      await before(question);
      tmux('send-keys', key);
    },
    /** Its exit code, and the state of the terminal afterwards. */
    async ends(): Promise<string> {
      await sees('exit ');
      return /^exit (.*)$/m.exec(screen())?.[1] ?? '';
    },
    [Symbol.dispose]: () => void tmux('kill-server'),
  };
}
