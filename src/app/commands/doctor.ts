import { systemClock } from '../../core/clock.ts';
import { readEnvFile, type Shell } from './shell.ts';

/** Checks everything the relay needs, and prints the next step for each problem. */
export async function doctor(shell: Shell, ...words: string[]): Promise<void> {
  readEnvFile(shell);
  const [{ doctor: printDoctorReport }, { runDoctor }] = await Promise.all([
    import('../../cli/doctor.ts'),
    import('../doctor.ts'),
  ]);
  const { env, stdout, stderr, version, finish } = shell;
  const environment = { env, clock: systemClock, version };
  const code = await printDoctorReport(words, {
    runDoctor: (manner) => runDoctor(environment, manner),
    terminal: {
      width: stdout.isTTY ? stdout.columns : 80,
      hasColour: stdout.isTTY && stdout.hasColors(),
    },
    print: (text) => void stdout.write(text),
    // Progress is shown to a person only; a file or pipe gets just the report.
    showProgress: (text) => void (stderr.isTTY && stderr.write(text)),
  });
  finish(code);
}
