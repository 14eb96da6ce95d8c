import type { Failure } from './failure.ts';
import type { LocalTime } from './local-time.ts';

/** The one place that puts a failure into words for a phone: `Proxmox ? no answer 3m, last OK 14:02`. */
export function describeFailure(failure: Failure, time: LocalTime): string {
  const outage = 'outage' in failure ? failure.outage : undefined;
  const words = nameFailure(failure);
  if (!outage) return words;
  const { failingSince, lastGoodAt } = outage;
  const span = time.now() - failingSince >= 60_000 ? ` ${time.formatAge(failingSince)}` : '';
  const last =
    lastGoodAt === undefined ? 'never OK since start' : `last OK ${time.formatTime(lastGoodAt)}`;
  return `${words}${span}, ${last}`;
}

/** Words a failure without its times, for what is kept and read in other time zones: `Proxmox ? no answer`. */
export function nameFailure(failure: Failure): string {
  switch (failure.kind) {
    case 'unreachable':
    case 'timeout':
      return `${failure.service} ? no answer`;
    case 'denied':
      return `${failure.service} ? refused our key`;
    case 'untrusted':
      return `${failure.service} ? certificate not trusted`;
    case 'proxy-denied':
      return `${failure.service} ? not allowed by the proxy`;
    case 'refused':
      return `${failure.service} ? answered with an error`;
    case 'invalid-response':
      return `${failure.service} ? ${failure.explanation ?? 'answer not readable'}`;
    case 'not-set-up':
      return `${failure.service} is not set up: ${failure.hint}`;
    case 'no-source':
      return `${failure.service}: no source for ${failure.what}`;
    case 'unseen':
      return `Not found in what ${failure.service} told: ${failure.why}`;
    case 'not-found':
      return `${failure.what} is gone`;
    case 'bad-input':
      return failure.hint;
    default:
      return failure satisfies never;
  }
}
