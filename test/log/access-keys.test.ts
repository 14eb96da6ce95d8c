import { expect, test } from 'vitest';
import { createAccessKey } from '../../src/access/access-key.ts';
import { createLogRedactor } from '../../src/log/redact.ts';

const redact = createLogRedactor({ secrets: [], numbers: [] });

/** The random part, and no other of the same length. */
const secretOf = (key: string): string => key.slice(-43);

test.for<readonly [string, (key: string) => string]>([
  ['by itself', (key) => key],
  ['in an address', (key) => `/hooks/kuma?token=${key}&msg=down`],
  ['in an encoded address', (key) => encodeURIComponent(`/hooks/kuma?token=${key}`)],
  ['in a body', (key) => JSON.stringify({ body: JSON.stringify({ routing_key: key }) })],
  ['that was cut', (key) => key.slice(0, -10)],
])('a key %s is not in the log, but its id is', ([, spell]) => {
  for (let time = 0; time < 50; time += 1) {
    const { id, text } = createAccessKey();
    const line = redact(JSON.stringify({ msg: spell(text) }));
    expect(line).toContain(`smsr_${id}_[secret]`);
    expect(line).not.toContain(secretOf(text).slice(0, 12));
  }
});
