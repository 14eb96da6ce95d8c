import type { Failure, Outage } from './failure.ts';
import type { LocalTime } from './local-time.ts';

/** The one place that puts a failure into words for a phone: `Proxmox ? no answer 3m, last OK 14:02`. */
export function describeFailure(failure: Failure, time: LocalTime): string {
  switch (failure.kind) {
    case 'unreachable':
    case 'timeout':
      return silent(`${failure.service} ? no answer`, failure.outage, time);
    case 'denied':
      return silent(`${failure.service} ? refused our key`, failure.outage, time);
    case 'untrusted':
      return silent(`${failure.service} ? certificate not trusted`, failure.outage, time);
    case 'proxy-denied':
      return silent(`${failure.service} ? not allowed by the proxy`, failure.outage, time);
    case 'refused':
      return silent(`${failure.service} ? answered with an error`, failure.outage, time);
    case 'invalid-response':
      return silent(
        `${failure.service} ? ${failure.explanation ?? 'answer not readable'}`,
        failure.outage,
        time,
      );
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

function silent(words: string, outage: Outage | undefined, time: LocalTime): string {
  if (!outage) return words;
  const { failingSince, lastGoodAt } = outage;
  const span = time.now() - failingSince >= 60_000 ? ` ${time.formatAge(failingSince)}` : '';
  const last =
    lastGoodAt === undefined ? 'never OK since start' : `last OK ${time.formatTime(lastGoodAt)}`;
  return `${words}${span}, ${last}`;
}
