import type { Area } from '../areas/shared/area.ts';
import { SEARCH_RESULTS } from '../areas/shared/build-menu.ts';
import { type FoundEntry, findByName, type SearchResult } from '../areas/shared/search.ts';
import type { Clock } from '../core/clock.ts';
import { describeFailure } from '../core/describe-failure.ts';
import type { ActionOption } from '../menu/action-option.ts';
import type { Catalogue } from '../operation/catalogue.ts';
import type { ChangeOperation } from '../operation/change-operation.ts';
import { describeInvoked, type Invoke } from '../operation/invoke.ts';
import { LOOK_ONLY, mayChange } from '../people/caller.ts';
import { type ChangeRequest, parseChangeRequests } from './parse-change-request.ts';
import type { ReplyBuilder, StepResult, Texter } from './replies.ts';
import type { Session } from './sessions.ts';

interface Dependencies {
  readonly catalogue: Catalogue;
  readonly invoke: Invoke;
  readonly areas: readonly Area[];
  readonly replies: ReplyBuilder;
  readonly clock: Clock;
}

/** Turns a letter or words into a change request; every change goes through approvals, which ask the person first. */
export interface ChangeRequests {
  readonly requestChange: (offer: ActionOption, texter: Texter) => Promise<StepResult> | StepResult;
  /** Reads a change request from free words; `undefined` when the text names nothing that is known. */
  readonly parseRequest: (text: string, texter: Texter) => Promise<StepResult | undefined>;
}

/** A guest, a service and a deployment may share a name. */
const MAX_NAMESAKES = 4;

export function createChangeRequests({
  catalogue,
  invoke,
  areas,
  replies,
  clock,
}: Dependencies): ChangeRequests {
  const { homeSession, show, replyInPlace, replyWith, replyUnknown } = replies;
  const verbsOf = (changes: readonly ChangeOperation[]): ReadonlySet<string> =>
    new Set(changes.map(({ verb }) => verb));
  const knownVerbs = verbsOf(catalogue.changes);
  /** Verbs of changes that take a number after the name. */
  const numberVerbs = verbsOf(catalogue.changes.filter(({ input }) => 'number' in input.shape));

  /** Reads the request in `ban 203.0.113.5`, where the words themselves name the target. */
  function parseCommand(verb: string, words: string): Requested | undefined {
    for (const change of catalogue.changes) {
      const input = change.verb === verb ? change.parseArguments?.(words) : undefined;
      if (input) return { operation: change.name, input };
    }
    return undefined;
  }

  async function requestChange(
    offer: ActionOption,
    texter: Texter,
    number?: string,
  ): Promise<StepResult> {
    const { operation, input, label, wantsNumber } = offer;
    if (wantsNumber && number === undefined) {
      const words = `Which number? Text ${label.toLowerCase()}, the name and a number.`;
      return replyInPlace(texter.session, words);
    }
    return ask({ operation, input: wantsNumber && number ? { ...input, number } : input }, texter);
  }

  async function ask(
    { operation, input }: Requested,
    { caller, session, time }: Texter,
  ): Promise<StepResult> {
    const invoked = await invoke(caller, operation, input);
    return { ...replyWith(session, describeInvoked(invoked, time)), kind: 'action' };
  }

  /** `ban 203.0.113.5` is complete by itself; `reboot plex` needs a search for the thing with that name. */
  async function actOn(change: ChangeRequest, texter: Texter): Promise<StepResult | undefined> {
    const { verbs, target } = change;
    if (target === undefined) return actHere(change, texter);
    const [verb = ''] = verbs;
    const literal = parseCommand(verb, target);
    if (literal) return ask(literal, texter);
    const found = await findTarget(change, target);
    const result = found.meant.length > 0 ? await actOnFound(change, found, texter) : undefined;
    if (result) return result;
    const literally = actLiterally(verbs, target, texter);
    const isSilent = found.failures.some(({ kind }) => kind !== 'unseen');
    if (literally || !isSilent) return literally;
    return replyUnknown(target, found.failures, texter); // a source that did not answer may have it
  }

  function actLiterally(
    verbs: readonly string[],
    target: string,
    texter: Texter,
  ): Promise<StepResult> | undefined {
    const [literal] = verbs.flatMap((verb) => parseCommand(verb, target) ?? []);
    return literal && ask(literal, texter);
  }

  /** `reboot it`, or only `reboot`: applies to the thing that is open now. */
  function actHere(
    { phrase, verbs }: ChangeRequest,
    texter: Texter,
  ): Promise<StepResult> | StepResult | undefined {
    if (!verbs.some((verb) => knownVerbs.has(verb))) return undefined;
    if (!mayChange(texter.caller)) return replyInPlace(texter.session, LOOK_ONLY);
    const offer = pickOffer(texter.session.offers, verbs);
    if (offer) return requestChange(offer, texter);
    return replyInPlace(texter.session, `Text ${phrase} and a name, or open it first.`);
  }

  /** The target of `scale` is always followed by a number; elsewhere a number may be part of a name. */
  async function findTarget(
    { verbs: [verb = ''] }: ChangeRequest,
    target: string,
  ): Promise<Target> {
    const { name, number } = readNumber(target);
    const whole = numberVerbs.has(verb) ? undefined : await findByName(areas, target, clock);
    const isWhole = whole !== undefined && (number === undefined || whole.entries.length > 0);
    const found = isWhole ? whole : await findByName(areas, name, clock);
    const clear = found.entries.filter(({ isVague = false }) => !isVague);
    const meant = namesakesOf(clear.length > 0 ? clear : found.mentioned);
    return { name, number, meant, failures: found.failures };
  }

  async function actOnFound(
    change: ChangeRequest,
    target: Target,
    texter: Texter,
  ): Promise<StepResult | undefined> {
    if (!mayChange(texter.caller)) return replyInPlace(texter.session, LOOK_ONLY);
    const opened = await Promise.all(
      target.meant.map(({ opens, failure }) =>
        show(opens, texter, { isSilent: failure !== undefined }),
      ),
    );
    const [able] = change.verbs.flatMap((verb) =>
      opened.flatMap(({ session }) => {
        const offer = pickOffer(session.offers, [verb]);
        return offer ? [{ session, offer }] : [];
      }),
    );
    if (able) {
      const session: Session = { ...able.session, unread: 'nothing' }; // opened only to be changed
      return requestChange(able.offer, { ...texter, session }, target.number);
    }
    return explainOutage(target.meant, texter) ?? explainImpossible(change, target, texter);
  }

  /** Returns `undefined` when the words alone may be a complete command: `ban 203.0.113.5`. */
  async function explainImpossible(
    { phrase, verbs }: ChangeRequest,
    { meant, name }: Target,
    texter: Texter,
  ): Promise<StepResult | undefined> {
    const [first, second] = meant;
    if (!first || verbs.some((verb) => parseCommand(verb, name))) return undefined;
    const place = second ? { screen: SEARCH_RESULTS, subject: name } : first.opens;
    const { session } = await show(place, texter);
    return replyInPlace(session, `${first.text}: ${phrase} is not possible now.`);
  }

  /** While an area does not answer, the possible actions on its things are unknown. */
  function explainOutage(found: readonly SearchResult[], { time }: Texter): StepResult | undefined {
    const [silent] = found.filter(({ failure }) => failure !== undefined);
    if (!silent?.failure) return undefined;
    const why = describeFailure(silent.failure, time);
    return replyInPlace(
      homeSession,
      `${why}\n${silent.name} cannot be looked at now, nothing was done.`,
    );
  }

  return {
    requestChange,
    async parseRequest(text, texter) {
      for (const change of parseChangeRequests(text)) {
        const result = await actOn(change, texter);
        if (result) return result;
      }
      return undefined;
    },
  };
}

type Requested = Pick<ActionOption, 'operation' | 'input'>;

/** The target of a change request, as the text names it, and the things that match. */
interface Target extends Pick<FoundEntry, 'failures'> {
  readonly name: string;
  readonly number: string | undefined;
  readonly meant: readonly SearchResult[];
}

/** Returns the best match, and others with the same name. */
const namesakesOf = (found: readonly SearchResult[]): readonly SearchResult[] =>
  found
    .filter(({ name, shortName }) => [name, shortName].includes(found[0]?.name))
    .slice(0, MAX_NAMESAKES);

const pickOffer = (
  offers: readonly ActionOption[] | undefined,
  verbs: readonly string[],
): ActionOption | undefined =>
  verbs.flatMap((verb) => offers?.find((offer) => offer.verb === verb) ?? [])[0];

/** `sonarr to 2`, `sonarr 2`, `up sonarr to 2`, `usw-24 port 5` or `sonarr`. */
function readNumber(words: string): { name: string; number: string | undefined } {
  const bare = words.replace(/^(?:up|down) /, '');
  const [, name, number] =
    /^(.+?)(?: (?:up|down))?(?: (?:to|port|at))?[ =](\d{1,3})$/.exec(bare) ?? [];
  return { name: name ?? bare, number };
}
