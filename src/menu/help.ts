import type { ActionOption } from './action-option.ts';
import { type Menu, type MenuEntry, screenOf } from './menu.ts';

/** The answer to `help`: examples of everything the relay understands. */
export const HELP =
  'Text a letter or number you see, or a name: plex, 192.168.1.36, pods, alerts. Ask: is plex up? Do: reboot plex (a code comes first). status, ! worst, + more, b back, m menu, ? this screen.';

interface Here {
  readonly screen: string;
  readonly offers?: readonly ActionOption[];
  readonly rows: readonly unknown[];
  /** The question of the pending approval. */
  readonly waiting?: string | undefined;
  /** An example of an action: `reboot plex`. */
  readonly example?: string | undefined;
}

/** Explains one screen in plain words, without repeating what the last line of a reply says anyway. */
export function formatHelp(menu: Menu, here: Here): string {
  const { waiting, example } = here;
  const isHome = here.screen === menu.home;
  const act = example === undefined ? '' : ` To act: ${example}.`;
  return [
    isHome ? 'A number or its word opens an area.' : lettersOf(menu, here),
    waiting === undefined
      ? `A name finds its thing: plex.${act}`
      : `Waiting: ${waiting} OK and the code, or NO.`,
    isHome ? `! the worst, + more, b back, m menu.\n${CARRIER}` : '+ more, b back, m menu.',
  ]
    .filter(Boolean)
    .join('\n');
}

const CARRIER = 'STOP, CANCEL, END and QUIT make the carrier cut you off, START undoes that.';

function lettersOf(menu: Menu, { screen: name, offers = [], rows }: Here): string {
  const { title, items = [] } = screenOf(menu, name);
  const entries = items.filter(({ isHidden }) => !isHidden).map(describe);
  const changes = offers.map(describeOffer);
  const row = rows.length > 0 ? ['a number opens its row'] : [];
  const letters = [...row, ...changes, ...entries].join(', ');
  return letters ? `${title}: ${letters}.` : `${title}.`;
}

const describe = ({ key, label, about }: Pick<MenuEntry, 'key' | 'label' | 'about'>): string =>
  `${key.toUpperCase()} ${label}${about === undefined ? '' : ` (${about})`}`;

const describeOffer = (offer: ActionOption): string =>
  offer.wantsNumber ? `${offer.label.toLowerCase()}, its name and a number` : describe(offer);
