import type { ActionOption } from './action-option.ts';
import { formatLabel, type Menu, type Screen, screenOf } from './menu.ts';

interface Here {
  readonly rows: readonly unknown[];
  readonly offers?: readonly ActionOption[];
}

/** The last line of a reply: the possible next steps. */
export function footer(menu: Menu, name: string, { rows, offers = [] }: Here): string {
  const screen = screenOf(menu, name);
  if (name === menu.home) return `${entries(screen)}\n? for help`;
  if (rows.length > 0) return 'Number opens  B)ack';
  const letters = offers.filter(({ wantsNumber }) => !wantsNumber).map(formatLabel);
  if (letters.length > 0) return [...letters, 'B)ack'].join('  ');
  if (screen.up === menu.home) return entries(screen) || 'B)ack';
  return [entries(siblings(menu, name)), 'B)ack'].filter(Boolean).join('  ');
}

const entries = ({ items = [] }: Pick<Screen, 'items'>): string =>
  items
    .filter(({ isHidden }) => !isHidden)
    .map(formatLabel)
    .join('  ');

/** The entries beside the one that led here. */
function siblings(menu: Menu, name: string): Pick<Screen, 'items'> {
  const { items = [] } = screenOf(menu, screenOf(menu, name).up);
  return { items: items.filter(({ opens }) => opens !== name) };
}
