import { quoteName } from '../operation/quote-name.ts';
import { nameOfPerson } from '../people/name-of-person.ts';
import type { People } from '../people/people.ts';
import type { Person } from '../people/person.ts';
import { isQuiet } from '../people/quiet-hours.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { AlertEvent } from './alert-event.ts';
import type { AlertText, Recipient } from './alert-text.ts';
import type { AlertSession } from './alert-transaction.ts';
import type { WordingContext } from './describe-incident.ts';
import { type AlertReader, NEW_READER } from './reader.ts';
import { toSafeWords } from './safe-words.ts';
import { wordText } from './wording.ts';

interface Senders extends Pick<WordingContext, 'isDemo'> {
  readonly people: People;
  readonly timeOf: TimeOfPerson;
}

/** A source whose test button is pressed again and again is answered once in this time. */
const TEST_EVERY_MS = 60_000;

/** Returns the operators who may be texted. */
export async function recipientsOf(
  { decision, readers, tx }: AlertSession,
  people: People,
): Promise<readonly Recipient[]> {
  const all: Recipient[] = [];
  for (const person of people.operators) {
    if (await tx.isUnreachable(person)) continue;
    const reader = readers.get(person.id) ?? NEW_READER;
    all.push({ person: person.id, isQuiet: isQuietFor(person, reader, decision.now), reader });
  }
  return all;
}

/** Words texts, and sends them with what the decision stores. */
export async function sendTexts(
  { decision, tx }: AlertSession,
  texts: readonly AlertText[],
  { people, timeOf, isDemo }: Senders,
): Promise<void> {
  for (const text of texts) {
    const person = people.find(text.person);
    if (!person) continue;
    const nameOf = (id: string): string => nameOfPerson(people, id);
    const outage = decision.holds.internet.lastOutage;
    const context = { book: decision.book, time: timeOf(person.id), nameOf, isDemo, outage };
    await tx.notify(person.id, text.key, {
      ...wordText(context, text),
      ...(isCritical(text) && { importance: 'critical' }),
    });
  }
}

/** Answers the test buttons of sources. */
export async function answerTests(
  { decision, tx }: AlertSession,
  events: readonly AlertEvent[],
  people: People,
): Promise<void> {
  const minute = Math.floor(decision.now / TEST_EVERY_MS);
  for (const { state, source, title } of events) {
    if (state !== 'test') continue;
    const words = {
      body: `${toSafeWords(title)} OK. Alerts from ${quoteName(source)} reach you here.`,
    };
    for (const { id } of people.operators) {
      await tx.notify(id, `alert-test:${source}:${id}:${minute}`, words);
    }
  }
}

const isQuietFor = (person: Person, { quietUntil = 0 }: AlertReader, now: number): boolean =>
  quietUntil > now || isQuiet(person, now);

/** The digest of what quiet hours held back can wait, whatever it is about. */
const isCritical = ({ kind, items }: AlertText): boolean =>
  kind !== 'digest' && items.some(({ incident }) => incident.severity === 'critical');
