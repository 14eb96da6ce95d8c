import { DOMParser } from '@xmldom/xmldom';
import { SegmentedMessage } from 'sms-segments-calculator';
import { PEOPLE } from './account.ts';
import type { Backends } from './backends.ts';
import { openConnection } from './connection.ts';
import { CONVERSATIONS } from './conversations.ts';
import { startRelay } from './relay.ts';
import { atMost, type Finding } from './report.ts';
import { textOverHttp } from './text.ts';

const GOAL = 1.2;

/** Counts the segments of the replies in recorded conversations with Twilio's own calculator. */
export async function measureSegments({ env }: Backends): Promise<readonly Finding[]> {
  await using relay = await startRelay(env);
  using connection = await openConnection(relay.port);
  const counts: number[] = [];
  const long = new Map<string, number>();
  for (const [at, texts] of CONVERSATIONS.entries()) {
    for (const text of texts) {
      const reply = messageIn(await connection.request(textOverHttp(PEOPLE[at] ?? '', text)));
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

const messageIn = (xml: string): string =>
  new DOMParser().parseFromString(xml, 'text/xml').getElementsByTagName('Message')[0]
    ?.textContent ?? '';
