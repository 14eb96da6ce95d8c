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

/** The line from a terminal to the pretend carrier: what a web page of it would use. */
export interface EmulatorClient {
  readonly state: Omit<z.infer<typeof State>, 'switches'>;
  /** What can be set, and to which values. */
  readonly switches: z.infer<typeof State>['switches'];
  /** Send a text; resolves when the carrier has it. */
  readonly text: (from: string, body: string) => Promise<void>;
  /** Set switches of the carrier; what it objects to, if anything. */
  readonly set: (switches: Readonly<Record<string, string>>) => Promise<string | undefined>;
  /** Everything that changes on any phone from now on, until one of us hangs up. */
  readonly bubbles: (hangUp: AbortSignal) => AsyncGenerator<ReceivedMessage>;
}

/** Open the line to a carrier; nothing when there is none at this address. */
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
    async *bubbles(signal) {
      const response = await fetch(`${address}/phone/events`, { signal });
      if (!response.body) return;
      for await (const { event, data } of eventsIn(response.body)) {
        const bubble =
          event === 'bubble' ? ReceivedMessage.safeParse(JSON.parse(data)).data : undefined;
        if (bubble) yield bubble;
      }
    },
  };
}

/** Server-sent events, one after another. */
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
