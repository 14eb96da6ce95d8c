import { z } from 'zod';
import { err, ok, type Result } from '../core/result.ts';
import { quoteName } from '../operation/quote-name.ts';
import { coveredBy, type HoldChange, type HoldContext } from './hold-plans.ts';
import { nameOfMaintenance, onCallAt, plannedMaintenance } from './holds.ts';
import { NEW_READER } from './reader.ts';

/** A request to end what holds alerts back. */
export const EndRequest = z.strictObject({
  what: z.enum(['maintenance', 'quiet', 'on-call']),
  /** Of a maintenance: what it is of; all of them where it is missing. */
  name: z.string().max(100).optional(),
});
export type EndRequest = z.infer<typeof EndRequest>;

type Ender = (context: HoldContext, request: EndRequest) => Result<HoldChange, string>;

/** Plans the end of a hold; the error says in words that there is none. */
export const planEnd: Ender = (context, request) => ENDERS[request.what](context, request);

/** The text about what is not back goes out as at its usual end. */
const endMaintenance: Ender = (context, { name }) => {
  const { holds, decision } = context;
  const { now } = decision;
  const planned = plannedMaintenance(holds, now);
  const meant = name === undefined ? undefined : coveredBy(context, name);
  const wanted = (meant ? meant.name : name)?.toLowerCase();
  const isMeant = (one: { readonly name?: string | undefined }) =>
    one.name?.toLowerCase() === wanted;
  const ended = name === undefined ? planned : planned.filter(isMeant);
  const [first] = ended;
  if (!first) {
    return err(
      name === undefined
        ? 'There is no maintenance.'
        : `There is no maintenance of ${quoteName(name)}.`,
    );
  }
  const about = `Maintenance of ${ended.map(nameOfMaintenance).join(', ')} is over`;
  return ok({
    ...said(about),
    holds: {
      ...holds,
      maintenance: holds.maintenance.map((one) =>
        ended.includes(one) ? { ...one, until: now } : one,
      ),
    },
  });
};

const endQuiet: Ender = ({ readers, decision, by }) => {
  const { quietUntil = 0, ...reader } = readers.get(by.id) ?? NEW_READER;
  if (quietUntil <= decision.now) return err('It was not quiet.');
  return ok({ ...said('Quiet time is over'), reader });
};

const endOnCall: Ender = ({ holds, decision, by }) => {
  const onCall = onCallAt(holds, decision.now);
  if (!onCall) return err('Nobody was on call: everybody hears of alerts.');
  const { onCall: _, ...rest } = holds;
  const name = onCall.person === by.id ? 'You are' : `${by.nameOf(onCall.person)} is`;
  return ok({
    ...said(`${name} on call no more, everybody hears of alerts`),
    announcement: () =>
      `${by.nameOf(onCall.person)} is on call no more, everybody hears of alerts.`,
    holds: rest,
  });
};

const said = (about: string) => ({
  ...{ words: () => `${about}.`, announcement: () => `${about}.` },
});

const ENDERS: Readonly<Record<EndRequest['what'], Ender>> = {
  maintenance: endMaintenance,
  quiet: endQuiet,
  'on-call': endOnCall,
};
