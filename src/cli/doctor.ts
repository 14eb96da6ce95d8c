import { type CheckResult, isWell, worstFirst } from '../doctor/check-result.ts';
import { printReport, type TerminalOptions } from '../doctor/print-report.ts';

type Manner = 'look' | 'send';

interface Dependencies {
  readonly runDoctor: (manner: Manner) => Promise<{
    readonly findings: readonly CheckResult[];
    readonly isConfigured: boolean;
  }>;
  readonly terminal: TerminalOptions;
  readonly print: (text: string) => void;
  /** What is gone when the answer is there. */
  readonly showProgress: (text: string) => void;
}

const OPTIONS = ['--json', '--send'];

const WELL = 0;
const WRONG = 1;
const EX_USAGE = 64;
const EX_CONFIG = 78;

/** Looks at everything and prints what was found, worst first; returns the exit code. */
export async function doctor(words: readonly string[], parts: Dependencies): Promise<number> {
  const { runDoctor, terminal, print, showProgress } = parts;
  const unknown = words.filter((word) => !OPTIONS.includes(word));
  if (unknown.length > 0) {
    print(`The doctor knows ${OPTIONS.join(' and ')}, not ${unknown.join(' ')}.\n`);
    return EX_USAGE;
  }
  const manner: Manner = words.includes('--send') ? 'send' : 'look';
  showProgress(
    manner === 'send' ? 'Looking, and texting you; a minute at most ...' : 'Looking ...',
  );
  const { findings, isConfigured } = await runDoctor(manner);
  showProgress('\r\u001b[K');
  print(words.includes('--json') ? asJson(findings) : printReport(findings, terminal));
  if (!isConfigured) return EX_CONFIG;
  return isWell(findings) ? WELL : WRONG;
}

/** Always the same four names, so that a program finds them. */
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
