import { withoutEscapes } from '../../sms/terminal.ts';

const MAX_COUNT = 120;

/** Words from elsewhere, harmless for a terminal and not too many. */
export function visible(words: string): string {
  const plain = withoutEscapes(words).replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ');
  return plain.length > MAX_COUNT ? `${plain.slice(0, MAX_COUNT)}...` : plain;
}
