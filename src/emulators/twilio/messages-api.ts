import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseAddress } from '../../core/address.ts';
import type { Clock } from '../../core/clock.ts';
import type { AccountStatus } from './account-status.ts';
import type { EmulatedDelivery } from './delivery.ts';
import type { FaultSwitches } from './fault-switches.ts';
import { hang } from './hang.ts';
import type { MessageLedger } from './ledger.ts';
import { hasEnded, type Message, toResource } from './message.ts';
import type { OptOuts } from './opt-outs.ts';
import { Refusal } from './refusal.ts';

export interface MessagesApi {
  readonly account: string;
  readonly number: string;
  readonly ledger: MessageLedger;
  readonly delivery: EmulatedDelivery;
  readonly optOuts: OptOuts;
  readonly switches: FaultSwitches;
  readonly accountStatus: () => AccountStatus;
  readonly clock: Clock;
}

const MAX_BODY = 1600;
const LATE_MS = 20_000;
const MAX_VALIDITY_SEC = 36_000;

/** The error codes of Twilio's magic numbers. */
const MAGIC: Readonly<Record<string, number>> = {
  '+15005550001': 21211,
  '+15005550002': 21612,
  '+15005550003': 21408,
  '+15005550004': 21610,
  '+15005550009': 21614,
};

const many = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => (given === undefined ? [] : [given].flat()));

const NewMessage = z.object({
  To: z.string().default(''),
  From: z.string().default(''),
  MessagingServiceSid: z.string().optional(),
  Body: z.string().default(''),
  MediaUrl: many,
  StatusCallback: z.string().optional(),
  ValidityPeriod: z.coerce.number().optional(),
});

const Update = z.object({ Body: z.string().optional(), Status: z.literal('canceled').optional() });

const Filter = z.object({
  To: z.string().optional(),
  From: z.string().optional(),
  DateSent: z.string().optional(),
  'DateSent>': z.string().optional(),
  'DateSent<': z.string().optional(),
  PageSize: z.coerce.number().int().min(1).max(1000).catch(50),
  Page: z.coerce.number().int().min(0).catch(0),
});

/** The Messages of the account: send, list, read, redact, cancel. */
export function messagesApi(app: FastifyInstance, dependencies: MessagesApi): void {
  const { account, ledger, switches, clock } = dependencies;
  const path = `/Accounts/${account}/Messages`;
  const show = (message: Message): object => toResource(message, account);

  app.post(`${path}.json`, async (request, reply) => {
    const mode = switches.settings().api;
    const message = create(dependencies, NewMessage.parse(request.body ?? {}));
    if (mode === 'hang-after') return hang(reply, clock);
    if (mode === '500-after') throw new Refusal(20500, 500);
    if (mode === 'late') await clock.wait(LATE_MS);
    return reply.code(201).send(show(message));
  });

  app.get(`${path}.json`, async (request) => {
    const filter = Filter.parse(request.query);
    const { PageSize, Page } = filter;
    const found = ledger
      .all()
      .filter(matching(filter))
      .toSorted((one, other) => other.createdAt - one.createdAt);
    const start = Page * PageSize;
    const messages = found.slice(start, start + PageSize);
    const page = (number: number): string => {
      const query = new URL(request.url, 'http://localhost').searchParams;
      query.set('PageSize', String(PageSize));
      query.set('Page', String(number));
      return `${app.prefix}${path}.json?${query.toString()}`;
    };
    return {
      ...{ page: Page, page_size: PageSize, start, end: start + messages.length - 1 },
      uri: page(Page),
      first_page_uri: page(0),
      next_page_uri: start + PageSize < found.length ? page(Page + 1) : null,
      previous_page_uri: Page > 0 ? page(Page - 1) : null,
      messages: messages.map(show),
    };
  });

  const one = (params: unknown): Message => {
    const message = ledger.get(z.object({ sid: z.string() }).parse(params).sid);
    if (!message) throw new Refusal(20404, 404);
    return message;
  };

  app.get(`${path}/:sid.json`, async ({ params }) => show(one(params)));

  app.post(`${path}/:sid.json`, async ({ params, body }) => {
    const { Body, Status } = Update.parse(body ?? {});
    const message = one(params);
    if (Status && !['accepted', 'queued'].includes(message.status)) throw new Refusal(20409, 409);
    const change = {
      ...(Body === '' ? { body: '' } : {}),
      ...(Status ? { status: Status } : {}),
    };
    return show(ledger.change(message.sid, { ...change, updatedAt: clock.now() }) ?? message);
  });

  app.delete(`${path}/:sid.json`, async ({ params }, reply) => {
    const message = one(params);
    if (!hasEnded(message) && message.status !== 'received') throw new Refusal(20409, 409);
    ledger.remove(message.sid);
    return reply.code(204).send();
  });
}

type NewMessage = z.infer<typeof NewMessage>;

/** Returns the error code of the first failed check, in Twilio's order. */
function objection(form: NewMessage, dependencies: MessagesApi): number | undefined {
  const { number, optOuts } = dependencies;
  const { To, From, MessagingServiceSid: service, Body, MediaUrl, StatusCallback } = form;
  const { ValidityPeriod: validity } = form;
  const to = parseAddress(To);
  const from = parseAddress(From);
  const checks: readonly (readonly [boolean, number])[] = [
    [To === '', 21604],
    [From === '' && !service, 21603],
    [service !== undefined && !/^MG[0-9a-f]{32}$/.test(service), 21701],
    [Body === '' && MediaUrl.length === 0, 21602],
    [Body.length > MAX_BODY, 21617],
    [StatusCallback !== undefined && !isCallable(StatusCallback), 21609],
    [to === undefined, 21211],
    [MAGIC[To] !== undefined, MAGIC[To] ?? 0],
    [to !== undefined && isClosed(dependencies.accountStatus(), to.number), 21408],
    [to !== undefined && isUnverified(dependencies.accountStatus(), to.number), 21608],
    [From !== '' && from === undefined, 21212],
    [from !== undefined && from.number !== number, 21606],
    [from !== undefined && to !== undefined && from.channel !== to.channel, 21910],
    [validity !== undefined && !isValidity(validity), 20001],
    [to !== undefined && optOuts.has(to), 21610],
  ];
  return checks.find(([isWrong]) => isWrong)?.[1];
}

const CALLING_CODES: Readonly<Record<string, string>> = { US: '+1', DE: '+49', GB: '+44' };

const isClosed = ({ closedCountries }: AccountStatus, to: string): boolean =>
  closedCountries.some((iso) => to.startsWith(CALLING_CODES[iso] ?? 'nowhere'));

const isUnverified = ({ type, verifiedNumbers }: AccountStatus, to: string): boolean =>
  type === 'Trial' && !verifiedNumbers.includes(to);

function create(dependencies: MessagesApi, form: NewMessage): Message {
  const code = objection(form, dependencies);
  const to = parseAddress(form.To);
  if (code !== undefined || !to) throw new Refusal(code ?? 21211);
  return dependencies.delivery.take({
    from: form.From || dependencies.number,
    to,
    body: form.Body,
    media: form.MediaUrl.length,
    direction: 'outbound-api',
    statusCallback: form.StatusCallback,
    serviceSid: form.MessagingServiceSid,
    validForSec: form.ValidityPeriod,
  });
}

/** Returns false for hosts with an underscore, which the carrier does not resolve. */
function isCallable(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && /^https?:$/.test(url.protocol) && !url.hostname.includes('_');
}

const isValidity = (seconds: number): boolean =>
  Number.isInteger(seconds) && seconds >= 1 && seconds <= MAX_VALIDITY_SEC;

function matching(filter: z.infer<typeof Filter>): (message: Message) => boolean {
  const { To, From, DateSent } = filter;
  const after = startOf(filter['DateSent>']);
  const before = startOf(filter['DateSent<']);
  const day = startOf(DateSent);
  return ({ to, from, sentAt, createdAt }) => {
    const at = sentAt ?? createdAt;
    return (
      (To === undefined || to === To) &&
      (From === undefined || from === From) &&
      (after === undefined || at >= after) &&
      (before === undefined || at <= before) &&
      (day === undefined || (at >= day && at < day + DAY_MS))
    );
  };
}

const DAY_MS = 24 * 60 * 60_000;

function startOf(date: string | undefined): number | undefined {
  const at = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(at) ? undefined : at;
}
