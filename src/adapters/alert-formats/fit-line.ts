import { costAt, septets } from '../../sms/gsm7.ts';
import { toPlain } from '../../sms/plain.ts';
import { hideCredentials } from './hide-credentials.ts';

/** No more of a text is looked at: its beginning fills every limit. */
const MAX_READ = 2000;
const MARK = '...';

/** Returns a text as one line of GSM-7 without credentials, cut to a number of septets. */
export function fitLine(text: string, maxSeptets: number): string {
  const line = hideCredentials(toPlain(beginning(text)).replaceAll(/\s+/g, ' ').trim());
  if (septets(line) <= maxSeptets) return line;
  let end = 0;
  let used = septets(MARK);
  while (used + costAt(line, end) <= maxSeptets) {
    used += costAt(line, end);
    end += 1;
  }
  return line.slice(0, end).trimEnd() + MARK;
}

/** Cuts between words, so that no half of a credential is left. */
function beginning(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length <= MAX_READ) return trimmed;
  const end = trimmed.slice(0, MAX_READ).lastIndexOf(' ');
  return trimmed.slice(0, end > 0 ? end : MAX_READ);
}
