import type { Meters } from './registry.ts';

const OUTCOMES = ['answered', 'failed'] as const;
const REPAIRS = ['begun', 'ended'] as const;

interface SourceMeters {
  readonly countRound: (outcome: (typeof OUTCOMES)[number]) => void;
  readonly countRepairs: (repair: (typeof REPAIRS)[number], number: number) => void;
}

/** Creates the counters of what sources of alerts say when they are asked. */
export function createSourceMeters(meters: Meters): SourceMeters {
  const rounds = meters.counter(
    {
      name: 'sms_relay_alert_source_reads_total',
      help: 'Questions to monitoring tools what fires now, by outcome.',
    },
    { outcome: OUTCOMES },
  );
  const repairs = meters.counter(
    {
      name: 'sms_relay_alert_repairs_total',
      help: 'Alerts whose begin or end was not reported, and found by asking.',
    },
    { repair: REPAIRS },
  );
  return {
    countRound: (outcome) => rounds({ outcome }),
    countRepairs: (repair, number) => {
      if (number > 0) repairs({ repair }, number);
    },
  };
}
