import { idOf } from './alert.ts';
import type { AlertEvent } from './alert-event.ts';
import { OWN_SOURCE } from './incident.ts';
import type { RecentChange } from './recent-changes.ts';
import { toSafeWords } from './safe-words.ts';
import { shortenName } from './shorten-name.ts';

/** The kinds of change that sources report, by words of their titles that must all be there; the first match counts. */
const KINDS: readonly (readonly [patterns: readonly RegExp[], kind: string])[] = [
  [[/\bfirmware\b/i, /\b(?:updat|upgrad|install)/i], 'firmware update'],
  [[/\b(?:updat|upgrad|patch)(?:e|es|ed|ing)?\b/i], 'update'],
  [[/\b(?:deploy\w*|roll(?:ed)? ?out|released?|new version|new image)\b/i], 'deploy'],
  [[/\bmigrat(?:e|es|ed|ing|ion)\b/i], 'migration'],
  [[/\b(?:restart|reboot)(?:s|ed|ing)?\b/i], 'restart'],
  [[/\b(?:config\w*|settings?)\b/i, /\b(?:chang|updat|appl)/i], 'configuration change'],
  [[/\b(?:un)?install(?:ed|s|ing|ation)?\b/i], 'installation'],
];

/** Words for something that has not happened yet. */
const ONLY_PLANNED =
  /\b(?:available|pending|scheduled|planned|required|recommended|outdated|will be|can be)\b/i;

const MAX_TITLE = 48;

/** Returns the changes among the reports of sources: mere information whose title names a kind of change. */
export const reportedChanges = (
  events: readonly AlertEvent[],
  now: number,
): readonly RecentChange[] => events.flatMap((event) => toChange(event, now) ?? []);

function toChange(event: AlertEvent, now: number): RecentChange | undefined {
  const { source, state, severity, subject, startedAt = now } = event;
  // The relay's own looks show how things are, and report no changes.
  const isInformation =
    source !== OWN_SOURCE && (state === 'info' || (state === 'firing' && severity === 'info'));
  const title = toSafeWords(event.title);
  const kind = kindOf(title);
  if (!isInformation || kind === undefined) return undefined;
  const at = Math.min(startedAt, now);
  const change = { id: JSON.stringify([idOf(event), at]), at, alert: idOf(event) };
  if (subject === undefined) return { ...change, words: `"${shortenName(title, MAX_TITLE)}"` };
  const name = toSafeWords(subject);
  return { ...change, name, words: `${kind} of ${shortenName(name)}` };
}

function kindOf(title: string): string | undefined {
  if (ONLY_PLANNED.test(title)) return undefined;
  return KINDS.find(([patterns]) => patterns.every((pattern) => pattern.test(title)))?.[1];
}
