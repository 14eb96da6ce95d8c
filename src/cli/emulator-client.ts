import { z } from 'zod';

const ReceivedMessage = z.object({
  id: z.string(),
  number: z.string(),
  kind: z.enum(['said', 'heard', 'notice']),
  body: z.string(),
  encoding: z.string(),
  segments: z.number(),
  cents: z.number(),
  state: z.enum(['sending', 'sent', 'delivered', 'failed']),
  problem: z.object({ code: z.number(), text: z.string() }).optional(),
});

const Switch = z.object({
  name: z.string(),
  options: z.array(z.object({ value: z.string() }).transform(({ value }) => value)),
});

const Phone = z.object({ number: z.string(), name: z.string(), hint: z.string() });

const State = z.object({
  relay: z.string(),
  phones: z.tuple([Phone], Phone),
  switches: z.array(Switch),
});

export type ReceivedMessage = z.infer<typeof ReceivedMessage>;

/** The client of the Twilio emulator for a terminal; its web page uses the same API. */
export interface EmulatorClient {
  readonly state: Omit<z.infer<typeof State>, 'switches'>;
  /** The fault switches and their possible values. */
  readonly switches: z.infer<typeof State>['switches'];
  /** Sends a text; resolves when the emulator has accepted it. */
  readonly text: (from: string, body: string) => Promise<void>;
  /** Sets switches of the emulator; resolves to its error message, if any. */
  readonly set: (switches: Readonly<Record<string, string>>) => Promise<string | undefined>;
  /** Yields every change on any phone from now on, until aborted or disconnected. */
  readonly messages: (hangUp: AbortSignal) => AsyncGenerator<ReceivedMessage>;
}

/** Connects to an emulator; returns undefined when there is none at this address. */
export async function openEmulatorClient(address: string): Promise<EmulatorClient | undefined> {
  const state = await fetch(`${address}/phone/state`)
    .then(async (response) => State.safeParse(await response.json()).data)
    .catch(() => undefined);
  if (!state) return undefined;

  const send = (method: 'POST' | 'PUT', path: string, message: object) =>
    fetch(`${address}/phone/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
    });

  return {
    state,
    switches: state.switches,
    async text(from, body) {
      const response = await send('POST', 'texts', { from, body });
      if (!response.ok) throw new Error(`the carrier answered ${response.status}`);
      await response.body?.cancel();
    },
    async set(switches) {
      const response = await send('PUT', 'switches', switches);
      const answer: unknown = await response.json();
      return response.ok ? undefined : z.object({ error: z.string() }).parse(answer).error;
    },
    async *messages(signal) {
      const response = await fetch(`${address}/phone/events`, { signal });
      if (!response.body) return;
      for await (const { event, data } of eventsIn(response.body)) {
        const message =
          event === 'bubble' ? ReceivedMessage.safeParse(JSON.parse(data)).data : undefined;
        if (message) yield message;
      }
    },
  };
}

/** Parses a stream of server-sent events. */
async function* eventsIn(body: ReadableStream<Uint8Array>) {
  let unread = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (unread + chunk).split('\n\n');
    unread = blocks.pop() ?? '';
    for (const block of blocks)
      yield { event: fieldIn(block, 'event'), data: fieldIn(block, 'data') };
  }
}

const fieldIn = (block: string, name: string): string =>
  block
    .split('\n')
    .filter((line) => line.startsWith(`${name}:`))
    .map((line) => line.slice(name.length + 1).trimStart())
    .join('\n');
