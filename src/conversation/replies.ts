import type { Said as Uttered } from '../approvals/reply-text.ts';
import type { Area } from '../areas/shared/area.ts';
import type { Clock } from '../core/clock.ts';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { TextKind } from '../core/message-outcome.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import { map } from '../core/result.ts';
import { wayOn } from '../menu/footer.ts';
import { type Menu, type Place, screenOf, type View } from '../menu/menu.ts';
import { toPages } from '../sms/fit.ts';
import { createLook } from './last-seen.ts';
import { headOf, pagesOf, troubleFirst } from './render-view.ts';
import type { Session } from './sessions.ts';

/** An answer that was waited for, and what every page of it begins with. */
export interface Late extends Uttered {
  readonly head?: string;
}

/** What one text leads to: where the person is now, and what they read. */
export interface Turn {
  readonly session: Session;
  readonly text?: string;
  /** What the text was taken for, when it was no word of the menu. */
  readonly kind?: TextKind;
  /** The answer to a question, still to come. */
  readonly later?: Promise<Late>;
}

/** Who sent a text, and where they are. */
export interface Texter {
  readonly number: PhoneNumber;
  readonly session: Session;
}

interface Parts {
  readonly menu: Menu;
  readonly areas: readonly Area[];
  /** Who may only look is not offered anything else. */
  readonly mayAct: (person: PhoneNumber) => boolean;
  readonly clock: Clock;
  readonly time: LocalTime;
}

interface Showing {
  /** The number of a row to open right after. */
  readonly row?: string | undefined;
  /** What goes before all that the screen says. */
  readonly note?: string;
  /** Its area did not answer just before: it is not waited for long. */
  readonly isSilent?: boolean;
  /** Where `back` leads from there, if not to where they are. */
  readonly trail?: readonly Place[];
}

/** The ways to say something: a screen, the next page of it, or words from elsewhere. */
export interface Turns {
  readonly atHome: Session;
  readonly show: (place: Place, texter: Texter, showing?: Showing) => Promise<Turn>;
  readonly goHome: (texter: Texter) => Promise<Turn>;
  readonly goBack: (texter: Texter) => Promise<Turn>;
  readonly turnPage: (texter: Texter) => Promise<Turn> | Turn;
  /** Say something without moving. */
  readonly stay: (session: Session, note: string) => Turn;
  /** Words that are not of the menu; their own last line goes before that of the screen. */
  readonly utter: (session: Session, said: Uttered) => Turn;
  /** Says that a text means nothing, and how everything is. Whoever could not be asked may know better. */
  readonly loseTrack: (text: string, failures: readonly Failure[], texter: Texter) => Promise<Turn>;
}

/** Nobody goes further back than this. */
const MAX_TRAIL = 8;

export function createTurns({ menu, areas, mayAct, clock, time }: Parts): Turns {
  const look = createLook({ areas, clock, time });

  async function show(place: Place, texter: Texter, showing: Showing = {}): Promise<Turn> {
    const { row, note = '', isSilent = false, trail = trailTo(place, texter) } = showing;
    const screen = screenOf(menu, place.screen);
    const looked = map(await look(screen, place, isSilent), troubleFirst);
    const view = mayAct(texter.number) ? map(looked, withHints) : map(looked, withoutOffers);
    const rows = view.ok ? view.value.rows.map(({ opens }) => opens) : [];
    const offers = view.ok ? (view.value.offers ?? []) : [];
    const last = wayOn(menu, place.screen, { rows, offers });
    const frame = { wayOn: last, head: headOf(screen), note };
    const [text = '', ...unread] = pagesOf(view, frame, time);
    const session: Session = { place, rows, offers, unread, trail };
    if (row === undefined) return { session, text };

    const chosen = rows[Number(row) - 1];
    return chosen ? show(chosen, { ...texter, session }) : stay(session, missRow(session, row));
  }

  function trailTo(place: Place, { session }: Texter): readonly Place[] {
    const { trail = [] } = session;
    if (place.screen === menu.home) return [];
    return isSame(place, session.place) ? trail : [...trail, session.place].slice(-MAX_TRAIL);
  }

  const goHome = (texter: Texter): Promise<Turn> => show({ screen: menu.home }, texter);

  function goBack(texter: Texter): Promise<Turn> {
    const { place, trail = [] } = texter.session;
    const before = trail.at(-1) ?? { screen: screenOf(menu, place.screen).up };
    return show(before, texter, { trail: trail.slice(0, -1) });
  }

  function turnPage(texter: Texter): Promise<Turn> | Turn {
    const { session } = texter;
    if (!session.unread) return show(session.place, texter);
    const [text, ...unread] = session.unread;
    return text === undefined
      ? stay(session, 'That was all.')
      : { session: { ...session, unread }, text };
  }

  function stay(session: Session, note: string): Turn {
    return utter(session, { text: note });
  }

  function utter(session: Session, { text: words, wayOn: last }: Uttered): Turn {
    const [text = ''] = toPages(words, last ?? wayOn(menu, session.place.screen, session));
    return { session, text };
  }

  async function loseTrack(
    text: string,
    failures: readonly Failure[],
    texter: Texter,
  ): Promise<Turn> {
    const turn = await show({ screen: menu.home }, texter, {
      note: `${denial(quote(text), failures)}\n`,
      trail: [...(texter.session.trail ?? []), texter.session.place].slice(-MAX_TRAIL),
    });
    return { ...turn, kind: 'nonsense' };
  }

  const atHome: Session = { place: { screen: menu.home }, rows: [] };
  return { atHome, show, goHome, goBack, turnPage, stay, utter, loseTrack };
}

export const missRow = ({ rows }: Session, number: string): string =>
  rows.length === 0
    ? `Nothing is numbered ${number} here.`
    : `No ${number} here, 1 to ${rows.length}.`;

/** With how to ask for what wants a number. */
const withHints = (view: View): View => ({
  ...view,
  text: [view.text, ...(view.offers ?? []).flatMap(({ hint }) => hint ?? [])].join('\n'),
});

const withoutOffers = (view: View): View => ({ ...view, offers: [] });

/** Denies a name, as far as everything was seen that might have it. */
function denial(name: string, failures: readonly Failure[]): string {
  const servicesOf = (some: readonly Failure[]): string =>
    [...new Set(some.flatMap((it) => ('service' in it ? it.service : [])))].join(', ');
  const silent = servicesOf(failures.filter(({ kind }) => kind !== 'unseen'));
  const partial = servicesOf(failures.filter(({ kind }) => kind === 'unseen'));
  if (silent) return `Nothing here is called ${name}, but ${silent} could not be asked.`;
  return `Nothing ${partial ? `that ${partial} told` : 'here'} is called ${name}.`;
}

const isSame = (a: Place, b: Place): boolean => a.screen === b.screen && a.subject === b.subject;

export const quote = (text: string): string =>
  `"${text.length > 24 ? `${text.slice(0, 21)}...` : text}"`;
