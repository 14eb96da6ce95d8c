import type { ReplyText } from '../approvals/reply-text.ts';
import type { Area } from '../areas/shared/area.ts';
import type { Clock } from '../core/clock.ts';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { Exchange } from '../core/reply.ts';
import { map } from '../core/result.ts';
import { toActionOption } from '../menu/action-option.ts';
import { footer } from '../menu/footer.ts';
import { type Location, type Menu, screenOf, type View } from '../menu/menu.ts';
import type { Catalogue } from '../operation/catalogue.ts';
import type { Invoke } from '../operation/invoke.ts';
import { type Caller, mayChange } from '../people/caller.ts';
import { createLookUp } from './last-seen.ts';
import type { Session } from './sessions.ts';
import { headOf, problemsFirst, viewReply } from './view-reply.ts';

/** An answer that took longer; `head` is the beginning of every page of it. */
export interface PendingReply extends ReplyText {
  readonly head?: string;
}

/** The result of one text: the person's new session, and the reply. */
export interface StepResult extends Pick<Exchange, 'reply' | 'offset' | 'kind'> {
  readonly session: Session;
  /** The answer to a question, still to come. */
  readonly later?: Promise<PendingReply>;
}

/** The sender of a text, and their local time. */
export interface Sender {
  readonly caller: Caller;
  readonly time: LocalTime;
}

/** The sender of a text, and their session. */
export interface Texter extends Sender {
  readonly session: Session;
}

interface Dependencies {
  readonly menu: Menu;
  readonly areas: readonly Area[];
  readonly catalogue: Catalogue;
  readonly invoke: Invoke;
  readonly clock: Clock;
}

interface Showing {
  /** The number of a row to open right after. */
  readonly row?: string | undefined;
  /** Text that precedes the content of the screen. */
  readonly note?: string;
  /** True when its area just failed to answer: then the timeout is short. */
  readonly isSilent?: boolean;
  /** The trail for `back` from there, if not through the present location. */
  readonly trail?: readonly Location[];
}

/** Builds replies: a screen, its next page, or text from elsewhere. */
export interface ReplyBuilder {
  readonly homeSession: Session;
  readonly show: (place: Location, texter: Texter, showing?: Showing) => Promise<StepResult>;
  readonly goHome: (texter: Texter) => Promise<StepResult>;
  readonly goBack: (texter: Texter) => Promise<StepResult>;
  readonly turnPage: (texter: Texter) => Promise<StepResult> | StepResult;
  /** Replies without changing the location. */
  readonly replyInPlace: (session: Session, note: string) => StepResult;
  /** Replies with text that is not from the menu; its own last line replaces that of the screen. */
  readonly replyWith: (session: Session, reply: ReplyText) => StepResult;
  /** Replies that a text matches nothing, with the status of everything. Names the sources that failed, which may have it. */
  readonly replyUnknown: (
    text: string,
    failures: readonly Failure[],
    texter: Texter,
  ) => Promise<StepResult>;
}

/** The number of steps that `back` can undo. */
const MAX_TRAIL = 8;

export function createReplyBuilder(dependencies: Dependencies): ReplyBuilder {
  const { menu, catalogue } = dependencies;
  const lookUp = createLookUp(dependencies);

  async function show(place: Location, texter: Texter, showing: Showing = {}): Promise<StepResult> {
    const { caller, time } = texter;
    const { row, note = '', isSilent = false, trail = trailTo(place, texter) } = showing;
    const screen = screenOf(menu, place.screen);
    const found = map(await lookUp(screen, place, { caller, time, isSilent }), problemsFirst);
    const view = mayChange(caller) ? map(found, withHints) : map(found, withoutOffers);
    const rows = view.ok ? view.value.rows.map(({ opens }) => opens) : [];
    const offered = view.ok ? (view.value.offers ?? []) : [];
    const offers = offered.flatMap((offer) => toActionOption(offer, catalogue) ?? []);
    const last = footer(menu, place.screen, { rows, offers });
    const frame = { footer: last, head: headOf(screen), note };
    const reply = viewReply(view, frame, time);
    const session: Session = { place, rows, offers, unread: { reply }, trail };
    if (row === undefined) return { session, reply };

    const chosen = rows[Number(row) - 1];
    return chosen
      ? show(chosen, { ...texter, session })
      : replyInPlace(session, noSuchRow(session, row));
  }

  function trailTo(place: Location, { session }: Texter): readonly Location[] {
    const { trail = [] } = session;
    if (place.screen === menu.home) return [];
    return isSame(place, session.place) ? trail : [...trail, session.place].slice(-MAX_TRAIL);
  }

  const goHome = (texter: Texter): Promise<StepResult> => show({ screen: menu.home }, texter);

  function goBack(texter: Texter): Promise<StepResult> {
    const { place, trail = [] } = texter.session;
    const before = trail.at(-1) ?? { screen: screenOf(menu, place.screen).up };
    return show(before, texter, { trail: trail.slice(0, -1) });
  }

  function turnPage(texter: Texter): Promise<StepResult> | StepResult {
    const { session } = texter;
    const { unread } = session;
    if (unread === 'nothing') return replyInPlace(session, 'That was all.');
    // A view that was opened and never shown may be out of date by now: it is read anew.
    return unread?.offset ? { session, ...unread } : show(session.place, texter);
  }

  function replyInPlace(session: Session, note: string): StepResult {
    return replyWith(session, { text: note });
  }

  function replyWith(session: Session, { text: body, footer: last }: ReplyText): StepResult {
    return {
      session,
      reply: { body, footer: last ?? footer(menu, session.place.screen, session) },
    };
  }

  async function replyUnknown(
    text: string,
    failures: readonly Failure[],
    texter: Texter,
  ): Promise<StepResult> {
    const result = await show({ screen: menu.home }, texter, {
      note: `${denyName(quote(text), failures)}\n`,
      trail: [...(texter.session.trail ?? []), texter.session.place].slice(-MAX_TRAIL),
    });
    return { ...result, kind: 'nonsense' };
  }

  const homeSession: Session = { place: { screen: menu.home }, rows: [] };
  return { homeSession, show, goHome, goBack, turnPage, replyInPlace, replyWith, replyUnknown };
}

export const noSuchRow = ({ rows }: Session, number: string): string =>
  rows.length === 0
    ? `Nothing is numbered ${number} here.`
    : `No ${number} here, 1 to ${rows.length}.`;

/** Adds the hints of actions that take a number. */
const withHints = (view: View): View => ({
  ...view,
  text: [view.text, ...(view.offers ?? []).flatMap(({ hint }) => hint ?? [])].join('\n'),
});

const withoutOffers = (view: View): View => ({ ...view, offers: [] });

/** Words the denial of a name; it is limited to what was seen when a source failed or returned only a part. */
function denyName(name: string, failures: readonly Failure[]): string {
  const servicesOf = (some: readonly Failure[]): string =>
    [...new Set(some.flatMap((failure) => ('service' in failure ? failure.service : [])))].join(
      ', ',
    );
  const silent = servicesOf(failures.filter(({ kind }) => kind !== 'unseen'));
  const partial = servicesOf(failures.filter(({ kind }) => kind === 'unseen'));
  if (silent) return `Nothing here is called ${name}, but ${silent} could not be asked.`;
  return `Nothing ${partial ? `that ${partial} told` : 'here'} is called ${name}.`;
}

const isSame = (a: Location, b: Location): boolean =>
  a.screen === b.screen && a.subject === b.subject;

export const quote = (text: string): string =>
  `"${text.length > 24 ? `${text.slice(0, 21)}...` : text}"`;
