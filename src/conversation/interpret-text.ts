import type { Area } from '../areas/shared/area.ts';
import { SEARCH_RESULTS } from '../areas/shared/build-menu.ts';
import { knownNames } from '../areas/shared/known-names.ts';
import { type FoundEntry, findByName, type SearchResult } from '../areas/shared/search.ts';
import { isAddressed } from '../assistant/question-detection.ts';
import { ASSISTANT } from '../assistant/screen.ts';
import type { Clock } from '../core/clock.ts';
import type { Failure } from '../core/failure.ts';
import { createEntryIndex } from '../menu/entry-index.ts';
import { readEveryday } from '../menu/everyday.ts';
import { joinName } from '../menu/fold-name.ts';
import { HELP } from '../menu/help.ts';
import type { Menu } from '../menu/menu.ts';
import { findNearMisses, type NearMiss } from '../menu/near-misses.ts';
import { phrasesOf, subjectsOf } from '../menu/question-subject.ts';
import type { AssistantRouting } from './assistant-routing.ts';
import type { ChangeRequests } from './change-requests.ts';
import { isQuestion } from './is-question.ts';
import { VERB_PHRASES } from './parse-change-request.ts';
import { quote, type ReplyBuilder, type StepResult, type Texter } from './replies.ts';
import type { Session } from './sessions.ts';

/** A text that is no word of the menu where it was sent. */
export interface UnclearText extends Texter {
  readonly body: string;
  /** The same by `normalise`. */
  readonly words: string;
}

interface Dependencies {
  readonly menu: Menu;
  readonly areas: readonly Area[];
  readonly turns: ReplyBuilder;
  readonly changeRequests: ChangeRequests;
  readonly clock: Clock;
  /** Nothing when no model is set up. */
  readonly questions?: AssistantRouting | undefined;
}

type Understood = Promise<StepResult | undefined> | StepResult | undefined;

const BEHIND = 'Your last question still runs. This one is next.';

/** The answer to a question about nothing that is known never begins with OK: that would be a yes. */
const UNKNOWN = 'No known name in that. For Claude, text ask and the question. Overall: ';
const UNKNOWN_WITHOUT_CLAUDE = 'No known name in that, and Claude is not set up. Overall: ';

/** What is found for a question is no answer to it. */
const NO_CLAUDE = 'Claude is not set up to answer that. Known:\n';

/** `482153`, `482 153`, `yes ok 482153`, and what else is short and has such digits. */
const LATE_CODE = /^(?:[a-z]{1,9} ){0,3}\d{3}\W?\d{3}(?: [a-z]{1,9})?$/;

/** A text of so few words is a name, or was to be one, before it is a question. */
const FEW_WORDS = 2;

/** What a text means that is no word of the menu: whoever understands it first answers. */
export function createInterpreter(parts: Dependencies): (said: UnclearText) => Promise<StepResult> {
  const { menu, areas, turns, changeRequests, clock, questions } = parts;
  const { homeSession, show, goHome, replyInPlace, replyUnknown } = turns;
  const doors = createEntryIndex(menu);

  async function command({ words, number, session }: UnclearText): Promise<StepResult | undefined> {
    const reply = await questions?.command(number, words);
    return reply === undefined ? undefined : replyInPlace(session, reply);
  }

  /** `pods`, from anywhere; where two areas have a word, both are offered. */
  function door(words: string, said: UnclearText, note = ''): Understood {
    const found = doors.find(words);
    const [first, second] = found.length > 0 ? found : doors.find(joinName(words));
    if (!first) return undefined;
    return show(second ? { screen: SEARCH_RESULTS, subject: words } : first.opens, said, { note });
  }

  /** The whole name of something that was seen before. */
  async function known(words: string, said: UnclearText): Promise<StepResult | undefined> {
    if (!knownNames(areas).has(words)) return undefined;
    const { things } = await findByName(areas, words, clock);
    return open(things, words, said);
  }

  /** Nothing when nothing was found. */
  async function open(
    things: readonly SearchResult[],
    subject: string,
    said: UnclearText,
    note = '',
  ): Promise<StepResult | undefined> {
    const [first, second] = things;
    if (!first) return undefined;
    const isSilent = things.every(({ failure }) => failure !== undefined);
    const place = second ? { screen: SEARCH_RESULTS, subject } : first.opens;
    return { ...(await show(place, said, { isSilent, note })), kind: 'name' };
  }

  function everyday({ words, body, ...texter }: UnclearText): Understood {
    const meant = readEveryday(words, body.trim().endsWith('?'));
    switch (meant?.is) {
      case 'opener':
        return goHome(texter);
      case 'help':
        return replyInPlace(texter.session, HELP);
      case 'small-talk':
        return {
          session: texter.session,
          ...(meant.answer !== undefined && { text: meant.answer }),
        };
      case undefined:
        return undefined;
      default:
        return meant satisfies never;
    }
  }

  /** `is plex up?` and `show me the pods` ask for nothing but a place. */
  async function simpleQuestion(said: UnclearText): Promise<StepResult | undefined> {
    for (const subject of subjectsOf(said.words)) {
      const turn = (await door(subject, said)) ?? (await known(subject, said));
      if (turn) return turn;
    }
    const subject = subjectsOf(said.words).at(-1);
    if (subject === undefined) return undefined;
    const { things } = await findByName(areas, subject, clock);
    const clear = things.filter(({ isVague = false }) => !isVague);
    return (await open(clear, subject, said)) ?? suggest({ ...said, words: subject }, 'whole');
  }

  /** A part of a name, or one that is misspelt. */
  async function shortText(said: UnclearText): Promise<StepResult | undefined> {
    const { words } = said;
    if (words.split(' ').length > FEW_WORDS) return undefined;
    const { things } = await findByName(areas, words, clock);
    const isToClaude = said.session.place.screen === questions?.screen && words.includes(' ');
    return (await open(things, words, said)) ?? (isToClaude ? undefined : suggest(said));
  }

  function suggest(said: UnclearText, extent: 'whole' | 'parts' = 'parts'): StepResult | undefined {
    const { words, session } = said;
    const misses = findNearMisses(words, {
      words: [...doors.words, ...VERB_PHRASES],
      names: knownNames(areas).spellings,
      extent,
    });
    if (misses.length === 0) return undefined;
    const turn = replyInPlace(session, describeMisses(words, misses));
    const suggestions = misses.map(({ text }) => text);
    return { ...turn, session: { ...turn.session, suggestions }, kind: 'nonsense' };
  }

  /** A code that came late is for nobody else to see. */
  const lateCode = ({ words, session }: UnclearText): StepResult | undefined =>
    LATE_CODE.test(words) ? replyInPlace(session, 'Nothing waits for a code.') : undefined;

  function question({ body, session, number }: UnclearText): StepResult | undefined {
    const asked = questions?.definiteQuestion(body, session.place.screen);
    return asked === undefined ? undefined : ask(asked, { session, number });
  }

  function ask(words: string, { session: before, number }: Texter): StepResult {
    if (!questions) throw new Error('nobody can be asked');
    const { isBehind, answer: later } = questions.ask(number, words);
    const { unread, place: from, trail = [] } = before;
    const place = { screen: questions.screen };
    const isThere = from.screen === place.screen;
    const session: Session = {
      ...{ ...homeSession, place, trail: isThere ? trail : [...trail, from] },
      ...(unread && { unread }),
    };
    const turn: StepResult = { session, kind: 'question', later };
    return isBehind ? { ...turn, text: BEHIND } : turn;
  }

  async function search(said: UnclearText): Promise<StepResult> {
    const { words, body } = said;
    const found = await findByName(areas, words, clock);
    const isForClaude = questions?.maybeQuestion(body) ?? isAddressed(body);
    const turn =
      (await open(found.things, words, said)) ??
      (isForClaude ? await askClaude(said) : await findWithin(found, said));
    return turn ?? suggest(said) ?? foundNothing(said, found.failures);
  }

  const askClaude = (said: UnclearText): Understood =>
    questions ? ask(said.body, said) : show({ screen: ASSISTANT.name }, said);

  /** What a sentence names: a thing, or at least most of its name, or else a screen. */
  async function findWithin(
    { mentioned, hinted }: FoundEntry,
    said: UnclearText,
  ): Promise<StepResult | undefined> {
    const note = questions || !isQuestion(said.body) ? '' : NO_CLAUDE;
    const openHinted = (least: number): Promise<StepResult | undefined> =>
      hinted.words < least
        ? Promise.resolve(undefined)
        : open(hinted.things, said.words, said, note);
    return (
      (await open(mentioned, mentioned[0]?.name ?? '', said, note)) ??
      (await openHinted(2)) ??
      (await doorWithin(said, note)) ??
      openHinted(1)
    );
  }

  /** A sentence about pods leads to the pods. */
  async function doorWithin(said: UnclearText, note: string): Promise<StepResult | undefined> {
    const word = phrasesOf(said.words).find((phrase) => doors.find(phrase).length > 0);
    return word === undefined ? undefined : door(word, said, note);
  }

  function foundNothing(
    said: UnclearText,
    failures: readonly Failure[],
  ): Promise<StepResult> | StepResult {
    const { words, body } = said;
    if (!isQuestion(body)) return replyUnknown(words, failures, said);
    const note = questions ? UNKNOWN : UNKNOWN_WITHOUT_CLAUDE;
    return show({ screen: menu.home }, said, { note });
  }

  return async (said) =>
    (await command(said)) ??
    (await door(said.words, said)) ??
    (await known(said.words, said)) ??
    (await changeRequests.parseRequest(said.words, said)) ??
    (await everyday(said)) ??
    (await simpleQuestion(said)) ??
    (await shortText(said)) ??
    lateCode(said) ??
    question(said) ??
    search(said);
}

function describeMisses(words: string, misses: readonly NearMiss[]): string {
  const [first, ...others] = misses;
  if (first && others.length === 0) {
    return `No ${quote(words)}. ${upperFirst(first.label)}? Text 1.`;
  }
  const choices = misses.map(({ label }, at) => `${at + 1} for ${label}`).join(', ');
  return `No ${quote(words)}. Text ${choices}.`;
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
