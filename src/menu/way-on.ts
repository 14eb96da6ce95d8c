import { labelled, type Menu, type Screen, screenOf } from './menu.ts';

/** The last line of a reply: what can be done from here. */
export function wayOn(menu: Menu, name: string, rowCount: number): string {
  const screen = screenOf(menu, name);
  if (name === menu.home) return `${entries(screen)}\n? for help`;
  if (rowCount > 0) return 'Number opens  B)ack';
  if (screen.up === menu.home) return entries(screen) || 'B)ack';
  return [entries(siblings(menu, name)), 'B)ack'].filter(Boolean).join('  ');
}

const entries = ({ items = [] }: Pick<Screen, 'items'>): string =>
  items
    .filter(({ isHidden }) => !isHidden)
    .map(labelled)
    .join('  ');

/** The doors beside the one that led here. */
function siblings(menu: Menu, name: string): Pick<Screen, 'items'> {
  const { items = [] } = screenOf(menu, screenOf(menu, name).up);
  return { items: items.filter(({ opens }) => opens !== name) };
}
