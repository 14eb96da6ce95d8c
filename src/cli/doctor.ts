import { type CheckResult, isWell, worstFirst } from '../doctor/check-result.ts';
import { printReport, type TerminalOptions } from '../doctor/print-report.ts';

type Mode = 'look' | 'send';

interface Dependencies {
  readonly runDoctor: (mode: Mode) => Promise<{
    readonly findings: readonly CheckResult[];
    readonly isConfigured: boolean;
  }>;
  readonly terminal: TerminalOptions;
  readonly print: (text: string) => void;
  /** Prints a line that is erased when the report is ready. */
  readonly showProgress: (text: string) => void;
}

const OPTIONS = ['--json', '--send'];

const EX_OK = 0;
const EX_PROBLEMS = 1;
const EX_USAGE = 64;
const EX_CONFIG = 78;

/** Runs all checks and prints the results, worst first; returns the exit code. */
export async function doctor(
  words: readonly string[],
  dependencies: Dependencies,
): Promise<number> {
  const { runDoctor, terminal, print, showProgress } = dependencies;
  const unknown = words.filter((word) => !OPTIONS.includes(word));
  if (unknown.length > 0) {
    print(`The doctor accepts ${OPTIONS.join(' and ')}, not ${unknown.join(' ')}.\n`);
    return EX_USAGE;
  }
  const mode: Mode = words.includes('--send') ? 'send' : 'look';
  showProgress(
    mode === 'send' ? 'Checking, and texting you; at most a minute ...' : 'Checking ...',
  );
  const { findings, isConfigured } = await runDoctor(mode);
  showProgress('\r\u001b[K');
  print(words.includes('--json') ? asJson(findings) : printReport(findings, terminal));
  if (!isConfigured) return EX_CONFIG;
  return isWell(findings) ? EX_OK : EX_PROBLEMS;
}

/** Formats the results with the same four fields each, for programs. */
const asJson = (findings: readonly CheckResult[]): string =>
  `${JSON.stringify(
    {
      findings: worstFirst(findings).map(({ subject, state, says, next = null }) => ({
        ...{ subject, state, says, next },
      })),
    },
    undefined,
    2,
  )}\n`;
