import { systemClock } from '../../core/clock.ts';
import { readEnvFile, type Shell } from './shell.ts';

/** Checks everything that has to work, and says what to do where it does not. */
export async function doctor(shell: Shell, ...words: string[]): Promise<void> {
  readEnvFile(shell);
  const [{ doctor: ask }, { examine }] = await Promise.all([
    import('../../cli/doctor.ts'),
    import('../doctor.ts'),
  ]);
  const { env, stdout, stderr, version, finish } = shell;
  const world = { env, clock: systemClock, version };
  const code = await ask(words, {
    examine: (manner) => examine(world, manner),
    paper: {
      width: stdout.isTTY ? stdout.columns : 80,
      hasColour: stdout.isTTY && !env['NO_COLOR'],
    },
    print: (text) => void stdout.write(text),
    // A person sees that something happens, and a file or a pipe only what was found.
    murmur: (text) => void (stderr.isTTY && stderr.write(text)),
  });
  finish(code);
}
