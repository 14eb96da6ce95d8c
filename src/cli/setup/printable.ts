import { withoutEscapes } from '../../sms/terminal.ts';

const MOST = 120;

/** Words from elsewhere, harmless for a terminal and not too many. */
export function visible(words: string): string {
  const plain = withoutEscapes(words).replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ');
  return plain.length > MOST ? `${plain.slice(0, MOST)}...` : plain;
}
