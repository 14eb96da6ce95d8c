import { GET_ALERT_PART } from '../alerts/alert-detail.ts';
import { GET_ALERT, LIST_ALERTS } from '../alerts/alert-reads.ts';
import { DRILL_ALERTS } from '../alerts/drill.ts';
import { EXPLAIN_THING } from '../alerts/explain-thing.ts';
import { LIST_GAPS } from '../alerts/gaps.ts';
import type { AreaInfo } from '../menu/area-info.ts';
import type { Screen } from '../menu/menu.ts';

/** The door to everything that is wrong, whichever source says so. */
export const ALERTS: AreaInfo = {
  ...{ key: '7', name: 'alerts', label: 'Alerts' },
  words: 'alert|incidents|incident|outages|alarms|problems'.split('|'),
};

const ONE_ALERT = `${ALERTS.name}.one`;
const WHY = `${ALERTS.name}.why`;
export const DRILL = `${ALERTS.name}.drill`;
const PART = `${ALERTS.name}.part`;

/** The entry to what nothing would notice. */
export const GAPS: AreaInfo = { key: 'gaps', name: 'gaps', label: 'Gaps', words: ['gap'] };

/** The screen of what nothing would notice. `isDemo`: some of it may be imaginary. */
export const gapsScreen = (up: string, { isDemo }: { readonly isDemo: boolean }): Screen => ({
  ...{ title: 'Gaps', up, operation: LIST_GAPS, isDemo },
});

/** The screens that answers to alerts lead to. */
export const SHOWN_AS = { incident: ONE_ALERT, thing: WHY } as const;

/** The screen of all alerts, and that of one. `isDemo`: some of them may be imaginary. */
export const alertsScreens = (
  up: string,
  { isDemo }: { readonly isDemo: boolean },
): Readonly<Record<string, Screen>> => ({
  [ALERTS.name]: { title: 'Alerts', up, operation: LIST_ALERTS, rowsOpen: ONE_ALERT, isDemo },
  [ONE_ALERT]: { title: 'Alert', up: ALERTS.name, operation: GET_ALERT, isDemo },
  [PART]: { title: 'Alert', up: ONE_ALERT, operation: GET_ALERT_PART, isDemo },
  [DRILL]: { title: 'Drill', up: ALERTS.name, operation: DRILL_ALERTS, isDemo },
  [WHY]: { title: 'Why', up: ALERTS.name, operation: EXPLAIN_THING, isDemo },
});
