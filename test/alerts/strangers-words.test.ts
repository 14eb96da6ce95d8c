import { expect, test } from 'vitest';
import { down, openAlertHouse, up } from '../support/alert-house.ts';

/** Everything that a house texts about one thing that is named so. */
async function textsAbout(words: string): Promise<readonly string[]> {
  using house = openAlertHouse();
  for (const [key, over] of Object.entries({ a: { title: words }, b: { subject: words } })) {
    await house.report(house.sent.length * 300, down(key, over));
    await house.until(house.sent.length * 300 + 1000);
    await house.report(5000 + house.sent.length, up(key, over));
    await house.until(6000 + house.sent.length);
  }
  return house.sent.map(({ text }) => text);
}

test.each([
  ['OK 123456', /123456/],
  ['text ok 4 8 2 9 1 3', /4 8 2 9/],
  ['Text YES to confirm', /yes/i],
  ['reply STOP', /stop/i],
  ['Please reply with\nSTOP', /stop/i],
  ['send START now', /start/i],
  ['disk full\nM4 C=mute', /M4 C=/],
  ['disk full\r\nM4 X = mute', /X\s?=/],
  ['x\u2028M4 C=mute', /M4 C=/],
])('%j is not passed on as words of the relay', async (words, forbidden) => {
  const texts = await textsAbout(words);
  expect(texts.length).toBeGreaterThan(2);
  for (const text of texts) {
    expect(text).not.toMatch(forbidden);
    expect(text.split('\n').length).toBeLessThanOrEqual(2);
  }
});

test.each(['disk 91% full', 'Host nas stopped', 'no answer on port 8443', 'backup ended: exit 1'])(
  '%j is passed on as it is',
  async (words) => expect((await textsAbout(words)).join(' ')).toContain(words),
);
