/** A measured value, next to its goal. */
export interface Finding {
  readonly what: string;
  readonly measured: string;
  /** Undefined when there is no goal. */
  readonly goal?: Goal | undefined;
}

export interface Goal {
  readonly text: string;
  readonly isMet: boolean;
}

/** A goal that holds when the value is no more than the limit. */
export const atMost = (value: number, limit: number, unit = ''): Goal => ({
  text: `${limit}${unit && ` ${unit}`} or less`,
  isMet: value <= limit,
});

export function report(heading: string, findings: readonly Finding[]): void {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.map(({ what, measured, goal }) => {
    const outcome = goal ? `${goal.isMet ? 'ok  ' : 'MISS'} ${goal.text}` : '';
    return `  ${what.padEnd(width)}  ${measured.padEnd(34)}  ${outcome}`.trimEnd();
  });
  process.stdout.write(`${heading}\n${lines.join('\n')}\n\n`);
}
