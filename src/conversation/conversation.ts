import type { Clock } from '../core/clock.ts';
import { describeFailure } from '../core/describe-failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import type { Reply } from '../core/reply.ts';
import { advance, type Step } from '../menu/advance.ts';
import type { Area } from '../menu/area.ts';
import { FOUND } from '../menu/build-menu.ts';
import { explain } from '../menu/explain.ts';
import { findByName } from '../menu/found.ts';
import { type Menu, type Place, screenOf } from '../menu/menu.ts';
import { wayOn } from '../menu/way-on.ts';
import { toPages } from '../sms/fit.ts';
import { bodyOf, headOf } from './page.ts';
import type { Session, Sessions } from './sessions.ts';

/** What a person sent: words, and how many pictures. */
export interface Said {
  readonly body: string;
  readonly media: number;
}

export interface Conversation {
  /** Answer one text. Texts of one person must come here one after another. */
  readonly handle: (from: PhoneNumber, said: Said) => Promise<Reply>;
}

interface Parts {
  readonly menu: Menu;
  readonly areas: readonly Area[];
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly time: LocalTime;
}

/** What one text leads to: where the person is now, and what they read. */
interface Turn {
  readonly session: Session;
  readonly text: string;
}

/** Longer texts are sentences, not names of things. */
const LONGEST_NAME = 60;

export function createConversation(parts: Parts): Conversation {
  const { menu, areas, sessions, clock, time } = parts;

  return {
    async handle(from, { body, media }) {
      const known = sessions.get(from);
      const session = known ?? { place: { screen: menu.home }, rows: [], pages: [], page: 0 };
      const turn =
        media > 0 && body.trim() === ''
          ? stay(session, 'Pictures cannot be read here, only words.')
          : await take(advance(menu, session, body), session, known ? 'known' : 'new');
      sessions.set(from, turn.session);
      return { text: turn.text };
    },
  };

  function take(step: Step, session: Session, person: 'known' | 'new'): Promise<Turn> | Turn {
    switch (step.do) {
      case 'show':
        return show(step.place, step.row);
      case 'page':
        return turnPage(session);
      case 'explain':
        return stay(session, explain(menu, session.place.screen));
      case 'miss-row':
        return person === 'new'
          ? show({ screen: menu.home })
          : stay(session, missRow(session, step.number));
      case 'look-up':
        return lookUp(step.name, session, person);
      default:
        return step satisfies never;
    }
  }

  async function show(place: Place, row?: string): Promise<Turn> {
    const screen = screenOf(menu, place.screen);
    const view = await screen.view(place.subject);
    const rows = view.ok ? view.value.rows.map(({ opens }) => opens) : [];
    const pages = toPages(
      bodyOf(view, time),
      wayOn(menu, place.screen, rows.length),
      headOf(screen),
    );
    const session: Session = { place, rows, pages, page: 0 };
    if (row === undefined) return { session, text: pages[0] ?? '' };

    const chosen = rows[Number(row) - 1];
    return chosen ? show(chosen) : stay(session, missRow(session, row));
  }

  function turnPage(session: Session): Promise<Turn> | Turn {
    if (session.pages.length === 0) return show(session.place);
    const page = session.page + 1;
    const text = session.pages[page];
    return text === undefined
      ? stay(session, 'That was all.')
      : { session: { ...session, page }, text };
  }

  /** Say something without moving. */
  function stay(session: Session, note: string): Turn {
    const [text = ''] = toPages(note, wayOn(menu, session.place.screen, session.rows.length));
    return { session, text };
  }

  async function lookUp(name: string, session: Session, person: 'known' | 'new'): Promise<Turn> {
    const isName = name.length > 1 && name.length <= LONGEST_NAME;
    const { things, failures } = isName
      ? await findByName(areas, name, clock)
      : { things: [], failures: [] };
    const [first, second] = things;
    if (second) return show({ screen: FOUND, subject: name });
    if (first) return show(first.opens);
    if (person === 'new') return show({ screen: menu.home });

    const silent = failures.map((failure) => describeFailure(failure, time));
    return stay(session, [`${quote(name)} means nothing here. ? for help.`, ...silent].join('\n'));
  }
}

const missRow = ({ rows }: Session, number: string): string =>
  rows.length === 0
    ? `Nothing is numbered ${number} here.`
    : `No ${number} here, 1 to ${rows.length}.`;

const quote = (text: string): string => `"${text.length > 24 ? `${text.slice(0, 21)}...` : text}"`;
