import type { AsyncReading } from '../../core/reading.ts';
import { map } from '../../core/result.ts';
import { describeUnrated } from '../shared/alert-list.ts';
import { newestCritical } from './newest-critical.ts';
import type { Security, SecurityStatus } from './security.ts';

/** Reads the status, and the newest critical alert where it does not name it; it is partial while critical alerts are not known. */
export async function readFullStatus(
  security: Pick<Security, 'status' | 'alerts'>,
): AsyncReading<SecurityStatus> {
  return map(await readNamed(security), ({ value, missing, ...about }) => {
    const { unrated = 0, ...known } = value;
    const gap = gapIn(value, missing);
    return {
      ...about,
      ...(gap !== undefined && { missing: gap }),
      value: unrated === 0 ? value : { ...known, ...withoutNone(known), unrated },
    };
  });
}

/** Reads the status, and the newest critical alert where the status does not name it. */
async function readNamed(
  security: Pick<Security, 'status' | 'alerts'>,
): AsyncReading<SecurityStatus> {
  const counted = await security.status();
  if (!counted.ok || !counted.value.value.critical || counted.value.value.newest) return counted;
  const list = await security.alerts();
  const newest = list.ok ? newestCritical(list.value.value.alerts) : undefined;
  return map(counted, ({ value, ...about }) => ({ ...about, value: { ...value, newest } }));
}

/** None of a severity is unknown while any alert may have it. */
const withoutNone = ({ critical, warnings }: SecurityStatus) => ({
  critical: critical || undefined,
  warnings: warnings || undefined,
});

/** Returns the words for what is not known of the critical alerts, with what is missing already. */
function gapIn(
  { critical, unrated = 0 }: SecurityStatus,
  missing: string | undefined,
): string | undefined {
  if (unrated > 0) return [describeUnrated(unrated), missing].filter(Boolean).join(', ');
  return critical === undefined ? (missing ?? 'no count of critical alerts') : missing;
}
