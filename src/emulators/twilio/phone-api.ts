import { readFileSync } from 'node:fs';
import formbody from '@fastify/formbody';
import type { FastifyError, FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { type PhoneNumber, parsePhoneNumber } from '../../core/phone-number.ts';
import { streamEvents } from './event-stream.ts';
import type { FaultSwitches } from './fault-switches.ts';
import type { SendOptions, WebhookOutcome } from './incoming.ts';
import type { PhoneScreens } from './phone-screens.ts';
import { problem } from './problems.ts';

export interface PhoneOwner {
  readonly number: PhoneNumber;
  readonly name: string;
  readonly hint: string;
}

export interface PhoneApiOptions {
  readonly relay: PhoneNumber;
  readonly phones: readonly PhoneOwner[];
  readonly screens: PhoneScreens;
  readonly switches: FaultSwitches;
  readonly text: (from: PhoneNumber, body: string, mode?: SendOptions) => Promise<WebhookOutcome>;
}

const PAGE = new URL('./phone.html', import.meta.url);

/** The page loads nothing but itself. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const words = z.string().max(1600);

const number = z.string().transform((raw, ctx): PhoneNumber => {
  const parsed = parsePhoneNumber(raw);
  if (parsed.ok) return parsed.value;
  ctx.addIssue({ code: 'custom', message: parsed.error });
  return z.NEVER;
});

const Text = z.object({
  from: number,
  body: words,
  channel: z.enum(['sms', 'whatsapp']).optional(),
  media: z.number().int().min(0).max(10).optional(),
});

const Form = z.object({ Body: words.default(''), From: number.optional() });

/** The phones of the demo: their web page, its API, and a plain one for curl. */
export const phoneApi: FastifyPluginAsync<PhoneApiOptions> = async (app, options) => {
  const { relay, phones, screens, switches, text } = options;
  const page = readFileSync(PAGE, 'utf8');
  await app.register(formbody);

  // Pages of other sites, open in the same browser, must not use these phones.
  app.addHook('onRequest', async ({ headers }, reply) => {
    const from = headers['sec-fetch-site'];
    if (from === undefined || from === 'same-origin' || from === 'none') return;
    return reply.code(403).send({ error: 'requests from other sites are not allowed' });
  });

  app.setErrorHandler<FastifyError>((error, _request, reply) =>
    reply.code(error.statusCode ?? 500).send({ error: error.message }),
  );

  const state = () => ({
    ...{ relay, phones, switches: switches.list() },
    ...{ bubbles: screens.bubbles(), typing: screens.typers(), total: screens.total() },
  });
  const isKnownPhone = (from: PhoneNumber): boolean =>
    phones.some((phone) => phone.number === from);

  app.get('/phone', async (_request, reply) => {
    reply.header('content-security-policy', POLICY);
    return reply.type('text/html; charset=utf-8').send(page);
  });

  app.get('/phone/state', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return state();
  });

  streamEvents(app, '/phone/events', state, screens.on);

  app.post('/phone/texts', async (request, reply) => {
    const wanted = Text.safeParse(request.body);
    if (!wanted.success) return reply.code(400).send({ error: z.prettifyError(wanted.error) });
    const { from, body, channel, media } = wanted.data;
    if (!isKnownPhone(from))
      return reply.code(400).send({ error: 'no phone here has this number' });
    void text(from, body, { channel, media });
    return reply.code(202).send({ id: screens.bubbles().at(-1)?.id });
  });

  app.put('/phone/switches', async (request, reply) => {
    const wanted = z.record(z.string(), z.string()).safeParse(request.body);
    if (!wanted.success) return reply.code(400).send({ error: 'names and values are needed' });
    const done = switches.set(wanted.data);
    if (!done.ok) return reply.code(400).send({ error: done.error });
    screens.emit({ kind: 'switches', switches: switches.list() });
    return switches.list();
  });

  app.post('/phone', async (request, reply) => {
    reply.type('text/plain; charset=utf-8');
    const form = Form.safeParse(request.body);
    const from = form.data?.From ?? phones[0]?.number;
    if (!form.success || !from || !isKnownPhone(from)) {
      return reply.code(400).send('Send a field Body of at most 1600 characters.\n');
    }
    const outcome = await text(from, form.data.Body);
    return `${toPlainText(outcome)}\n`;
  });
};

function toPlainText({ messages, problem: code }: WebhookOutcome): string {
  if (code !== undefined) return `(${code}: ${problem(code).text})`;
  return messages.length > 0 ? messages.join('\n\n') : '(no answer at once)';
}
