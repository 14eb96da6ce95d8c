import { DOMParser } from '@xmldom/xmldom';
import { SegmentedMessage } from 'sms-segments-calculator';
import { PEOPLE } from './account.ts';
import { CONVERSATIONS } from './conversations.ts';
import type { House } from './house.ts';
import { openLine } from './line.ts';
import { startRelay } from './relay.ts';
import { atMost, type Finding } from './report.ts';
import { textOverHttp } from './text.ts';

const GOAL = 1.2;

/** What the replies of recorded conversations cost, counted by the carrier's own calculator. */
export async function measureSegments({ env }: House): Promise<readonly Finding[]> {
  await using relay = await startRelay(env);
  using line = await openLine(relay.port);
  const counts: number[] = [];
  const long = new Map<string, number>();
  for (const [at, texts] of CONVERSATIONS.entries()) {
    for (const text of texts) {
      const reply = saidIn(await line.ask(textOverHttp(PEOPLE[at] ?? '', text)));
      if (reply === '') continue;
      const segments = new SegmentedMessage(reply).segmentsCount;
      counts.push(segments);
      if (segments > 1) long.set(text, (long.get(text) ?? 0) + 1);
    }
  }
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const ofTwo = counts.filter((count) => count > 1).length;
  return [
    {
      what: `segments of ${counts.length} replies`,
      measured: `mean ${mean.toFixed(2)}, ${ofTwo} of two, most ${Math.max(...counts)}`,
      goal: atMost(mean, GOAL),
    },
    { what: 'two segments long', measured: [...long.keys()].join(' | ') },
  ];
}

const saidIn = (xml: string): string =>
  new DOMParser().parseFromString(xml, 'text/xml').getElementsByTagName('Message')[0]
    ?.textContent ?? '';
