const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `14d 3h`, `3h 5m`, `12m`, `40s`: the two largest units, the second only when it is not zero. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < MINUTE) return `${whole}s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)}m`;
  if (whole < DAY) return twoUnits(whole, [HOUR, 'h'], [MINUTE, 'm']);
  return twoUnits(whole, [DAY, 'd'], [HOUR, 'h']);
}

type Unit = readonly [size: number, name: string];

function twoUnits(whole: number, [large, largeName]: Unit, [small, smallName]: Unit): string {
  const rest = Math.floor((whole % large) / small);
  const head = `${Math.floor(whole / large)}${largeName}`;
  return rest === 0 ? head : `${head} ${rest}${smallName}`;
}

/** `125 Mbps` from bits per second. */
export const formatRate = (bps: number): string =>
  scaled(bps, 1000, [' bps', ' kbps', ' Mbps', ' Gbps']);

/** `3.1G` from bytes, in powers of 1024 as memory and disks are sold. */
export const formatBytes = (bytes: number): string =>
  scaled(bytes, 1024, ['B', 'K', 'M', 'G', 'T', 'P']);

function scaled(amount: number, base: number, units: readonly string[]): string {
  let value = amount;
  let step = 0;
  while (Math.round(value) >= base && step < units.length - 1) {
    value /= base;
    step += 1;
  }
  const short = value < 9.95 && step > 0 ? value.toFixed(1).replace('.0', '') : Math.round(value);
  return `${short}${units[step] ?? ''}`;
}

/** `23%`, or `?` when unknown. */
export const formatPercent = (percent: number | undefined): string =>
  percent === undefined ? '?' : `${Math.round(percent)}%`;

type Counted = readonly [count: number | undefined, singular: string, plural?: string];

/** `3 nodes, 12 VMs`. Unknown counts are left out. */
export const formatCounts = (...counts: readonly Counted[]): string =>
  counts
    .flatMap(([count, singular, plural]) =>
      count === undefined ? [] : [formatCount(count, singular, plural)],
    )
    .join(', ');

/** `1 alert`, `2 alerts`. */
export const formatCount = (count: number, singular: string, plural = `${singular}s`): string =>
  `${count} ${count === 1 ? singular : plural}`;

const DOLLAR = 1_000_000;
const CENT = 10_000;

/** `$1.20` from millionths of a dollar, `$0.03`, and `under $0.01` for less. */
export function formatMoney(micros: number): string {
  if (micros > 0 && micros < CENT) return 'under $0.01';
  return `$${(micros / DOLLAR).toFixed(2)}`;
}

/** `$10`, `$2.50`: a limit that somebody set. */
export const formatLimit = (micros: number): string =>
  micros % DOLLAR === 0 ? `$${micros / DOLLAR}` : formatMoney(micros);
