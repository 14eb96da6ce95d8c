import { decodeQR } from 'qr/decode.js';
import { expect, test } from 'vitest';
import { newAuthenticator } from '../../../src/adapters/totp/new-authenticator.ts';
import { drawQr } from '../../../src/cli/setup/draw-qr.ts';
import { withoutEscapes } from '../../../src/sms/terminal.ts';

const SCALE = 4;
const ROWS_OF_A_TERMINAL = 24;

/** What a camera would see: one dark or light square per half of a character. */
function photograph(drawn: string) {
  const rows = withoutEscapes(drawn)
    .split('\n')
    .flatMap((line) => [
      line.split('').map((it) => it === '█' || it === '▀'),
      line.split('').map((it) => it === '█' || it === '▄'),
    ]);
  const size = rows[0]?.length ?? 0;
  const [width, height] = [size * SCALE, rows.length * SCALE];
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at += 1) {
    const isDark = rows[Math.floor(at / width / SCALE)]?.[Math.floor((at % width) / SCALE)];
    if (isDark) data.fill(0, at * 4, at * 4 + 3);
  }
  return { width, height, data };
}

test('the picture leads an app to the secret, and fits on a small screen with its question', async () => {
  const { uri, secret } = newAuthenticator('+15550100000');
  const drawn = await drawQr(uri);
  expect(decodeQR(photograph(drawn))).toBe(
    `otpauth://totp/sms-relay:%2B15550100000?secret=${secret}&issuer=sms-relay`,
  );
  expect(drawn.split('\n').length).toBeLessThanOrEqual(ROWS_OF_A_TERMINAL - 3);
});

test('every secret is another one, and of 160 bits', () => {
  const secrets = new Set(Array.from({ length: 50 }, () => newAuthenticator('x').secret));
  expect(secrets.size).toBe(50);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
});
