import { styleText } from 'node:util';

/** Draws a QR code of half blocks, dark on light whatever the colours of the terminal are. */
export async function drawQr(text: string): Promise<string> {
  const { encodeQR } = await import('qr');
  const dots = encodeQR(text, 'raw', { ecc: 'low', border: 2 });
  const lines: string[] = [];
  for (let row = 0; row < dots.length; row += 2) {
    const [upper = [], lower = []] = [dots[row], dots[row + 1]];
    lines.push(upper.map((isDark, at) => block(isDark, lower[at] ?? false)).join(''));
  }
  return lines.map(darkOnLight).join('\n');
}

/** A scanner needs the contrast, so it is there with NO_COLOR too. */
const darkOnLight = (line: string): string =>
  styleText(['black', 'bgWhiteBright'], line, { validateStream: false });

const block = (upper: boolean, lower: boolean): string => {
  if (upper) return lower ? '█' : '▀';
  return lower ? '▄' : ' ';
};
