import type { Said as Uttered } from '../actions/said.ts';
import type { Clock } from '../core/clock.ts';
import { describeFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import { map } from '../core/result.ts';
import type { TextKind } from '../core/text-fate.ts';
import type { Area } from '../menu/area.ts';
import { type Menu, type Place, screenOf } from '../menu/menu.ts';
import { wayOn } from '../menu/way-on.ts';
import { toPages } from '../sms/fit.ts';
import { createLook } from './last-seen.ts';
import { headOf, pagesOf, troubleFirst } from './page.ts';
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

interface Parts {
  readonly menu: Menu;
  readonly areas: readonly Area[];
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
}

/** The ways to say something: a screen, the next page of it, or words from elsewhere. */
export interface Turns {
  readonly atHome: Session;
  readonly show: (place: Place, showing?: Showing) => Promise<Turn>;
  readonly turnPage: (session: Session) => Promise<Turn> | Turn;
  /** Say something without moving. */
  readonly stay: (session: Session, note: string) => Turn;
  /** Words that are not of the menu; their own last line goes before that of the screen. */
  readonly utter: (session: Session, said: Uttered) => Turn;
  /** Nobody has this name. Those who could not be asked may know better. */
  readonly nowhere: (name: string, failures: readonly Failure[], session: Session) => Turn;
}

export function createTurns({ menu, areas, clock, time }: Parts): Turns {
  const look = createLook({ areas, clock, time });

  async function show(
    place: Place,
    { row, note = '', isSilent = false }: Showing = {},
  ): Promise<Turn> {
    const screen = screenOf(menu, place.screen);
    const view = map(await look(screen, place, isSilent), troubleFirst);
    const rows = view.ok ? view.value.rows.map(({ opens }) => opens) : [];
    const offers = view.ok ? (view.value.offers ?? []) : [];
    const last = wayOn(menu, place.screen, { rows, offers });
    const frame = { wayOn: last, head: headOf(screen), note };
    const [text = '', ...unread] = pagesOf(view, frame, time);
    const session: Session = { place, rows, offers, unread };
    if (row === undefined) return { session, text };

    const chosen = rows[Number(row) - 1];
    return chosen ? show(chosen) : stay(session, missRow(session, row));
  }

  function turnPage(session: Session): Promise<Turn> | Turn {
    if (!session.unread) return show(session.place);
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

  function nowhere(name: string, failures: readonly Failure[], session: Session): Turn {
    const silent = failures.map((failure) => describeFailure(failure, time));
    const isDenied = failures.every(({ kind }) => kind !== 'unseen');
    const head = isDenied ? 'means nothing here' : 'was not found';
    const words = [`${quote(name)} ${head}. ? for help.`, ...silent].join('\n');
    return { ...stay(session, words), kind: 'nonsense' };
  }

  const atHome: Session = { place: { screen: menu.home }, rows: [] };
  return { atHome, show, turnPage, stay, utter, nowhere };
}

export const missRow = ({ rows }: Session, number: string): string =>
  rows.length === 0
    ? `Nothing is numbered ${number} here.`
    : `No ${number} here, 1 to ${rows.length}.`;

const quote = (text: string): string => `"${text.length > 24 ? `${text.slice(0, 21)}...` : text}"`;
