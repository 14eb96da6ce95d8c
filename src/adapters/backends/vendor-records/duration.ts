import { readNumber } from './units.ts';

const MAX_LENGTH = 60;
const DAY = 86_400;

/** Seconds of each unit, from the largest down. */
const UNITS: readonly (readonly [pattern: RegExp, seconds: number])[] = [
  [/^(?:y|yrs?|years?)$/, 365 * DAY],
  [/^(?:mo|months?)$/, 30 * DAY],
  [/^(?:w|wks?|weeks?|semanas?|semaines?|wochen?|settiman[ae])$/, 7 * DAY],
  [/^(?:d|days?|d[ií]as?|jours?|tage?n?|giorn[io]|dias?|dagen)$/u, DAY],
  [/^(?:h|hrs?|hours?|horas?|heures?|stunden?|or[ae]|uur)$/, 3600],
  [/^(?:m|mins?|minutes?|minutos?|minuten?|minut[io])$/, 60],
  [/^(?:s|secs?|seconds?|segundos?|secondes?|sekunden?|second[io])$/, 1],
  [/^(?:ms|msecs?|milliseconds?)$/, 0.001],
];

const BEFORE = /^(?:up )?(?:about )?/;
const AFTER =
  / ago$| \((?:healthy|unhealthy|health: starting|paused)\)$| \(x\d+ over [\dydhms]+\)$/;
const TERM = /(\d+(?:\.\d+)?|an?)\s?([a-zí]+)(?:,? (?:and|y|et|und|e) |, | )?/y;
const CLOCK = /^(\d+):([0-5]\d)(?::([0-5]\d))?$/;

/**
 * Reads seconds from a number of them, or from the formats in which kubectl, Proxmox, UniFi and Docker write an age:
 * `2m12s`, `2d3h`, `9day(s) 11h`, `27 days, 3:34:38`, `Up 3 hours (healthy)`. A text is read whole or not at all: half an age is wrong.
 */
export function readDuration(value: unknown): number | undefined {
  const seconds = readNumber(value);
  if (seconds !== undefined) return seconds >= 0 ? seconds : undefined;
  if (typeof value !== 'string' || value.length > MAX_LENGTH) return undefined;
  const text = value.trim().toLowerCase().replaceAll(/\s+/g, ' ').replaceAll('(s)', 's');
  const bare = text.replace(AFTER, '').replace(BEFORE, '');
  return bare === 'less than a second' ? 0 : readTerms(bare);
}

/** Reads terms from the largest unit down, and an optional clock at the end. */
function readTerms(text: string): number | undefined {
  let sum = 0;
  let previous = Number.POSITIVE_INFINITY;
  let end = 0;
  TERM.lastIndex = 0;
  for (let term = TERM.exec(text); term; term = TERM.exec(text)) {
    const unit = secondsIn(term[2]);
    if (unit === undefined || unit >= previous) return undefined;
    sum += (term[1]?.startsWith('a') ? 1 : Number(term[1])) * unit;
    previous = unit;
    end = TERM.lastIndex;
  }
  const rest = text.slice(end);
  if (rest === '') return end > 0 ? sum : undefined;
  const clock = previous > 3600 ? readClock(rest) : undefined;
  return clock === undefined ? undefined : sum + clock;
}

const secondsIn = (unit = ''): number | undefined =>
  UNITS.find(([pattern]) => pattern.test(unit))?.[1];

function readClock(text: string): number | undefined {
  const [, hours, minutes, seconds = 0] = CLOCK.exec(text) ?? [];
  if (hours === undefined) return undefined;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
