import { withRemark } from './remarks.ts';

const MAX_LINES = 5000;
const MAX_LINE_LENGTH = 2000;
const MAX_OTHERS = 6;

/** `Nov 21 11:58:01 gw sshd[811]: words`, with a time in either spelling, and perhaps a priority in front. */
const LINE =
  /^(?:<\d{1,3}>\d? ?)?([A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?) ([\w.:-]{1,100}) ([\w./@-]{1,60})(?:\[\d{1,10}\])?: (.+)$/;

/** Lines of syslog or of the journal. */
export function parseSyslog(text: string): unknown {
  const lines = text
    .split('\n', MAX_LINES)
    .map((line) => line.slice(0, MAX_LINE_LENGTH).trim())
    .filter((line) => line !== '');
  const rows = lines.flatMap((line) => {
    const [, time, host, program, message] = LINE.exec(line) ?? [];
    return time === undefined ? [] : [{ time, host, program, message }];
  });
  const others = lines.filter((line) => !LINE.test(line));
  return rows.length === 0 || others.length > MAX_OTHERS ? undefined : withRemark(rows, others);
}
