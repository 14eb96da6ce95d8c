import { z } from 'zod';
import { ok } from '../../core/result.ts';
import { hashKey } from './alert-key.ts';
import { isObject, looseList, looseText, toText } from './lenient.ts';
import { MAX_ALERTS, type ReportReader } from './report.ts';

const Alarm = z.object({ name: looseText, triggers: looseList, eventLocalLink: looseText });
const Trigger = z.object({
  key: looseText,
  device: looseText,
  eventId: looseText,
  timestamp: z.unknown().optional(),
});

/** Alarms of UniFi Protect: something was seen, and nothing says when it is over. */
export const unifiProtect: ReportReader = {
  product: 'unifi-protect',
  matches: ({ alarm }) => isObject(alarm) && Array.isArray(alarm['triggers']),
  read({ alarm, timestamp }) {
    const { name, triggers: list, eventLocalLink } = Alarm.parse(alarm);
    const triggers = list
      .slice(0, MAX_ALERTS)
      .map((item) => Trigger.safeParse(item))
      .flatMap((parsed) => (parsed.success ? [parsed.data] : []));
    // Two triggers of one event are common.
    const events = [...Map.groupBy(triggers, ({ eventId }) => eventId).values()];
    const isTest = triggers.some(isFake);
    const alerts = (events.length > 0 ? events : [[]]).map((own) => {
      const keys = [...new Set(own.flatMap(({ key }) => key ?? []))];
      return {
        key: own[0]?.eventId ?? hashKey(name, toText(timestamp)),
        state: isTest ? ('test' as const) : ('info' as const),
        severity: 'info' as const,
        subject: name,
        title: isTest ? 'UniFi Protect test' : `${keys.join(', ') || 'something'} detected`,
        startedAt: own[0]?.timestamp ?? timestamp,
        url: eventLocalLink,
      };
    });
    return ok({ alerts, more: Math.max(0, list.length - MAX_ALERTS) });
  },
};

const isFake = ({ device, eventId }: z.infer<typeof Trigger>): boolean =>
  device === 'FAKE_MAC' || eventId === 'testEventId';
