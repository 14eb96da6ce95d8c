const BLACK_ON_WHITE = '\u001b[30;107m';
const AS_BEFORE = '\u001b[0m';

/** Draws a QR code of half blocks, dark on light whatever the colours of the terminal are. */
export async function drawQr(text: string): Promise<string> {
  const { encodeQR } = await import('qr');
  const dots = encodeQR(text, 'raw', { ecc: 'low', border: 2 });
  const lines: string[] = [];
  for (let row = 0; row < dots.length; row += 2) {
    const [upper = [], lower = []] = [dots[row], dots[row + 1]];
    lines.push(upper.map((isDark, at) => block(isDark, lower[at] ?? false)).join(''));
  }
  return lines.map((line) => `${BLACK_ON_WHITE}${line}${AS_BEFORE}`).join('\n');
}

const block = (upper: boolean, lower: boolean): string => {
  if (upper) return lower ? '█' : '▀';
  return lower ? '▄' : ' ';
};
