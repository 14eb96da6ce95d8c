import { withoutEscapes } from '../../sms/terminal.ts';

const MAX_LENGTH = 120;

/** Sanitizes text from outside for a terminal, and truncates it. */
export function printable(words: string): string {
  const plain = withoutEscapes(words).replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ');
  return plain.length > MAX_LENGTH ? `${plain.slice(0, MAX_LENGTH)}...` : plain;
}
