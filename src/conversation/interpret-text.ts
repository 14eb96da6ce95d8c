import type { Area } from '../areas/shared/area.ts';
import { SEARCH_RESULTS, WHICH } from '../areas/shared/build-menu.ts';
import { knownNames } from '../areas/shared/known-names.ts';
import { type FoundEntry, findByName, type SearchResult } from '../areas/shared/search.ts';
import { isAddressed } from '../assistant/question-detection.ts';
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
import { ASSISTANT } from './assistant-screen.ts';
import type { ChangeRequests } from './change-requests.ts';
import { isQuestion } from './is-question.ts';
import { VERB_PHRASES } from './parse-change-request.ts';
import { quote, type ReplyBuilder, type StepResult, type Texter } from './replies.ts';
import type { Session } from './sessions.ts';

/** A text that is no word of the menu at the person's location. */
export interface UnclearText extends Texter {
  readonly body: string;
  /** The body, normalised. */
  readonly words: string;
}

interface Dependencies {
  readonly menu: Menu;
  readonly areas: readonly Area[];
  readonly replies: ReplyBuilder;
  readonly changeRequests: ChangeRequests;
  readonly clock: Clock;
  /** `undefined` when no model is set up. */
  readonly questions?: AssistantRouting | undefined;
}

type MaybeResult = Promise<StepResult | undefined> | StepResult | undefined;

const QUEUED = 'Your last question still runs. This one is next.';

/** The answer to a question about an unknown name never begins with OK, which would read as a yes. */
const UNKNOWN = 'No known name in that. For Claude, text ask and the question. Overall: ';
const UNKNOWN_WITHOUT_CLAUDE = 'No known name in that, and Claude is not set up. Overall: ';

/** A screen that is found for a question does not answer it, and the reply has to say so. */
const NO_CLAUDE = 'Claude is not set up to answer that. Known:\n';

/** `482153`, `482 153`, `yes ok 482153`, and other short texts with such digits. */
const LATE_CODE = /^(?:[a-z]{1,9} ){0,3}\d{3}\W?\d{3}(?: [a-z]{1,9})?$/;

/** The word that people text most, though no screen is called so. */
const STATUS = 'status';

/** A text of at most so many words is tried as a name, or a misspelt one, before it counts as a question. */
const FEW_WORDS = 2;

/** Interprets a text that is no word of the menu: a chain of attempts, of which the first result counts. */
export function createInterpreter(
  dependencies: Dependencies,
): (text: UnclearText) => Promise<StepResult> {
  const { menu, areas, replies, changeRequests, clock, questions } = dependencies;
  const { homeSession, show, goHome, replyInPlace, replyUnknown } = replies;
  const entries = createEntryIndex(menu);

  async function command({ words, caller, session }: UnclearText): Promise<StepResult | undefined> {
    const reply = await questions?.command(caller, words);
    return reply === undefined ? undefined : replyInPlace(session, reply);
  }

  /** Opens `pods` from anywhere; where two areas have a word, both are offered. */
  function openEntry(words: string, text: UnclearText, note = ''): MaybeResult {
    const word = entries.find(words).length > 0 ? words : joinName(words);
    const [first, second] = entries.find(word);
    if (!first) return undefined;
    return show(second ? { screen: WHICH, subject: word } : first.opens, text, { note });
  }

  /** Opens a thing by its whole name, when that was seen before. */
  async function openKnown(words: string, text: UnclearText): Promise<StepResult | undefined> {
    if (!knownNames(areas).has(words)) return undefined;
    const { entries } = await findByName(areas, words, clock);
    return open(entries, words, text);
  }

  /** Opens the only thing, or the list of several; `undefined` when there is none. */
  async function open(
    found: readonly SearchResult[],
    subject: string,
    text: UnclearText,
    note = '',
  ): Promise<StepResult | undefined> {
    const [first, second] = found;
    if (!first) return undefined;
    const isSilent = found.every(({ failure }) => failure !== undefined);
    const place = second ? { screen: SEARCH_RESULTS, subject } : first.opens;
    return { ...(await show(place, text, { isSilent, note })), kind: 'name' };
  }

  function everyday({ words, body, ...texter }: UnclearText): MaybeResult {
    const meant = readEveryday(words, body.trim().endsWith('?'));
    switch (meant?.is) {
      case 'opener':
        return goHome(texter);
      case 'help':
        return replyInPlace(texter.session, HELP);
      case 'small-talk':
        return {
          session: texter.session,
          ...(meant.answer !== undefined && { reply: { body: meant.answer } }),
        };
      case undefined:
        return undefined;
      default:
        return meant satisfies never;
    }
  }

  /** Answers `is plex up?` and `show me the pods`: questions that one screen answers. */
  async function simpleQuestion(text: UnclearText): Promise<StepResult | undefined> {
    for (const subject of subjectsOf(text.words)) {
      const result = (await openEntry(subject, text)) ?? (await openKnown(subject, text));
      if (result) return result;
    }
    const subject = subjectsOf(text.words).at(-1);
    if (subject === undefined) return undefined;
    const { entries } = await findByName(areas, subject, clock);
    const clear = entries.filter(({ isVague = false }) => !isVague);
    return (await open(clear, subject, text)) ?? suggest({ ...text, words: subject }, 'whole');
  }

  /** Matches a part of a name, or a misspelt one. */
  async function shortText(text: UnclearText): Promise<StepResult | undefined> {
    const { words } = text;
    if (words.split(' ').length > FEW_WORDS) return undefined;
    const { entries } = await findByName(areas, words, clock);
    const isToClaude = text.session.place.screen === questions?.screen && words.includes(' ');
    return (await open(entries, words, text)) ?? (isToClaude ? undefined : suggest(text));
  }

  function suggest(text: UnclearText, extent: 'whole' | 'parts' = 'parts'): StepResult | undefined {
    const { words, session } = text;
    const misses = findNearMisses(words, {
      words: [...entries.words, ...VERB_PHRASES, STATUS],
      names: knownNames(areas).spellings,
      extent,
    });
    if (misses.length === 0) return undefined;
    const result = replyInPlace(session, describeMisses(words, misses));
    const suggestions = misses.map((miss) => miss.text);
    return { ...result, session: { ...result.session, suggestions }, kind: 'nonsense' };
  }

  /** A late code must not reach the assistant or a search. */
  const lateCode = ({ words, session }: UnclearText): StepResult | undefined =>
    LATE_CODE.test(words) ? replyInPlace(session, 'Nothing waits for a code.') : undefined;

  function question(texter: UnclearText): StepResult | undefined {
    const { body, session } = texter;
    const asked = questions?.definiteQuestion(body, session.place.screen);
    return asked === undefined ? undefined : ask(asked, texter);
  }

  function ask(words: string, { session: before, caller }: Texter): StepResult {
    if (!questions) throw new Error('a question without an assistant');
    const { isQueued, answer: later } = questions.ask(caller.id, words);
    const { unread, place: from, trail = [] } = before;
    const place = { screen: questions.screen };
    const isThere = from.screen === place.screen;
    const session: Session = {
      ...{ ...homeSession, place, trail: isThere ? trail : [...trail, from] },
      ...(unread && { unread }),
    };
    const result: StepResult = { session, kind: 'question', later };
    return isQueued ? { ...result, reply: { body: QUEUED } } : result;
  }

  async function search(text: UnclearText): Promise<StepResult> {
    const { words, body } = text;
    const found = await findByName(areas, words, clock);
    const isForClaude = questions?.maybeQuestion(body) ?? isAddressed(body);
    const result =
      (await open(found.entries, words, text)) ??
      (isForClaude ? await askClaude(text) : await openMentioned(found, text));
    return result ?? suggest(text) ?? replyNothingFound(text, found.failures);
  }

  const askClaude = (text: UnclearText): MaybeResult =>
    questions ? ask(text.body, text) : show({ screen: ASSISTANT.name }, text);

  /** Opens what a sentence mentions: a thing, or at least most of its name, or else a screen. */
  async function openMentioned(
    { mentioned, hinted }: FoundEntry,
    text: UnclearText,
  ): Promise<StepResult | undefined> {
    const note = questions || !isQuestion(text.body) ? '' : NO_CLAUDE;
    const openHinted = (least: number): Promise<StepResult | undefined> =>
      hinted.words < least
        ? Promise.resolve(undefined)
        : open(hinted.entries, text.words, text, note);
    return (
      (await open(mentioned, mentioned[0]?.name ?? '', text, note)) ??
      (await openHinted(2)) ??
      (await openMentionedEntry(text, note)) ??
      openHinted(1)
    );
  }

  /** Opens the pods for a sentence about pods. */
  async function openMentionedEntry(
    text: UnclearText,
    note: string,
  ): Promise<StepResult | undefined> {
    const word = phrasesOf(text.words).find((phrase) => entries.find(phrase).length > 0);
    return word === undefined ? undefined : openEntry(word, text, note);
  }

  function replyNothingFound(
    text: UnclearText,
    failures: readonly Failure[],
  ): Promise<StepResult> | StepResult {
    const { words, body } = text;
    if (!isQuestion(body)) return replyUnknown(words, failures, text);
    const note = questions ? UNKNOWN : UNKNOWN_WITHOUT_CLAUDE;
    return show({ screen: menu.home }, text, { note });
  }

  return async (text) =>
    (await command(text)) ??
    (await openEntry(text.words, text)) ??
    (await openKnown(text.words, text)) ??
    (await changeRequests.parseRequest(text.words, text)) ??
    (await everyday(text)) ??
    (await simpleQuestion(text)) ??
    (await shortText(text)) ??
    lateCode(text) ??
    question(text) ??
    search(text);
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
