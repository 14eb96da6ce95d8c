import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { z } from 'zod';

interface ToolUse {
  readonly tool: string;
  readonly input?: object;
}

interface Usage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_creation_input_tokens?: number;
  readonly cache_read_input_tokens?: number;
}

/** What the model does next. */
export type Move =
  | {
      readonly say?: string;
      readonly use?: readonly ToolUse[];
      readonly stop?: string;
      readonly usage?: Usage;
    }
  | { readonly status: number; readonly type?: string; readonly message?: string; code?: string }
  /** Begins to answer, and never ends; or does not begin. */
  | { readonly stalls: 'at once' | 'midway' }
  | { readonly breaks: 'at once' | 'midway' }
  /** An error in the middle of an answer that began well. */
  | { readonly errorMidway: string };

const Block = z.looseObject({ type: z.string(), content: z.unknown().optional() });
const Request = z.looseObject({
  model: z.string(),
  max_tokens: z.int(),
  stream: z.boolean().optional(),
  system: z.unknown(),
  tools: z.array(z.looseObject({ name: z.string(), description: z.string() })).default([]),
  messages: z.array(
    z.looseObject({ role: z.string(), content: z.union([z.string(), z.array(Block)]) }),
  ),
});
export type Asked = z.infer<typeof Request>;

const TYPICAL: Usage = { input_tokens: 1000, output_tokens: 100 };

/** An imaginary `/v1/messages`: it is told what to do, and checks what real servers check. */
export class FakeClaude implements AsyncDisposable {
  readonly asked: Asked[] = [];
  /** The keys that were shown. */
  readonly keys: string[] = [];
  /** What comes next, one move for each request; the last one stays. */
  moves: Move[] = [{ say: 'fine' }];
  /** In place of the moves: decides by the request. */
  decide: ((asked: Asked) => Move) | undefined;
  /** The answer to one request waits for this. */
  gate: Promise<void> = Promise.resolve();
  readonly #server = createServer((request, response) => {
    void this.#answer(request, response);
  });

  static async start(): Promise<FakeClaude> {
    const claude = new FakeClaude();
    await new Promise<void>((done) => claude.#server.listen(0, '127.0.0.1', done));
    return claude;
  }

  get url(): string {
    const address = this.#server.address();
    if (!address || typeof address === 'string') throw new Error('it does not listen');
    return `http://127.0.0.1:${address.port}`;
  }

  /** The words that tools sent back with the newest request. */
  get seen(): string {
    return this.asked.map((it) => toolResults(it).join('\n')).findLast((it) => it !== '') ?? '';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await this.#server[Symbol.asyncDispose]();
  }

  /** The models it has, and the key it takes, where somebody asks what a model is. */
  readonly models = ['claude-sonnet-5-5'];
  goodKey: string | undefined;

  #tellModel(url: string, key: unknown, response: ServerResponse): void {
    const id = url.slice('/v1/models/'.length).replace(/\?.*/, '');
    if (this.goodKey !== undefined && key !== this.goodKey) refuse(response, { status: 401 });
    else if (!this.models.includes(id)) refuse(response, { status: 404, type: 'not_found_error' });
    else {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ id, type: 'model', display_name: id }));
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readText(request);
    const key = request.headers.authorization ?? request.headers['x-api-key'];
    if (request.url?.startsWith('/v1/models/')) return this.#tellModel(request.url, key, response);
    if (request.method !== 'POST' || !request.url?.startsWith('/v1/messages')) {
      return refuse(response, { status: 404, type: 'not_found_error' });
    }
    if (typeof key !== 'string') return refuse(response, { status: 401 });
    this.keys.push(key);
    const asked = Request.parse(JSON.parse(body));
    const fault = faultIn(asked);
    if (fault) return refuse(response, { status: 400, message: fault });
    this.asked.push(asked);
    const [first] = this.moves;
    const move = this.decide ? this.decide(asked) : first;
    if (this.moves.length > 1) this.moves.shift();
    await this.gate;
    if (!move) throw new Error('the model was not told what to do');
    await play(move, asked, response);
  }
}

type Refusal = Extract<Move, { status: number }>;

function refuse(response: ServerResponse, { status, type, message, code }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/json', 'retry-after-ms': '1' });
  const details = code === undefined ? undefined : { error_code: code };
  const error = { type: type ?? 'invalid_request_error', message: message ?? 'no', details };
  response.end(JSON.stringify({ type: 'error', error, request_id: 'req_1' }));
}

/** Every tool use must be answered, in the very next message. */
function faultIn(asked: Asked): string | undefined {
  const { messages } = asked;
  if (/\\ud[89a-f]/.test(JSON.stringify(asked))) return 'no low surrogate in string';
  for (const [index, { role, content }] of messages.entries()) {
    if (role !== 'assistant' || typeof content === 'string') continue;
    const used = content.filter(({ type }) => type === 'tool_use').map(({ id }) => id);
    const next = messages[index + 1]?.content;
    const answered = Array.isArray(next) ? next.map((block) => block['tool_use_id']) : [];
    if (used.some((id) => !answered.includes(id))) return 'tool_use without tool_result';
  }
  return undefined;
}

const toolResults = ({ messages }: Asked): readonly string[] => {
  const content = messages.at(-1)?.content;
  if (!Array.isArray(content)) return [];
  return content
    .filter(({ type }) => type === 'tool_result')
    .map((block) =>
      typeof block.content === 'string' ? block.content : JSON.stringify(block.content),
    );
};

async function play(move: Move, asked: Asked, response: ServerResponse): Promise<void> {
  if ('status' in move) return refuse(response, move);
  if ('stalls' in move && move.stalls === 'at once') return;
  if ('breaks' in move && move.breaks === 'at once') {
    response.destroy();
    return;
  }
  const isWhole = 'say' in move || 'use' in move || 'stop' in move;
  const message = messageOf(isWhole ? move : { say: 'half an ans' }, asked.model);
  if (asked.stream) return stream(move, isWhole, eventsOf(message), response);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(message));
}

function stream(move: Move, isWhole: boolean, events: readonly Event[], to: ServerResponse): void {
  to.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of isWhole ? events : events.slice(0, 4)) send(to, event);
  if ('stalls' in move) return;
  if ('breaks' in move) {
    setTimeout(() => to.destroy(), 20);
    return;
  }
  if ('errorMidway' in move) {
    send(to, { type: 'error', error: { type: move.errorMidway, message: 'midway' } });
  }
  to.end();
}

interface Event {
  readonly type: string;
  readonly [key: string]: unknown;
}

const send = (response: ServerResponse, event: Event): void => {
  response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
};

let ids = 0;

function messageOf(
  {
    say,
    use = [],
    stop,
    usage = TYPICAL,
  }: Exclude<Move, Refusal | { stalls: string }> & {
    say?: string;
    use?: readonly ToolUse[];
    stop?: string;
    usage?: Usage;
  },
  model: string,
) {
  ids += 1;
  const content = [
    ...(say === undefined ? [] : [{ type: 'text', text: say, citations: null }]),
    ...use.map(({ tool, input = {} }, index) => ({
      type: 'tool_use',
      id: `toolu_${ids}_${index}`,
      name: tool,
      input,
    })),
  ];
  return {
    id: `msg_${ids}`,
    type: 'message',
    role: 'assistant',
    model,
    content,
    stop_reason: stop ?? (use.length > 0 ? 'tool_use' : 'end_turn'),
    stop_sequence: null,
    usage,
  };
}

type Message = ReturnType<typeof messageOf>;

const eventsOf = (message: Message): readonly Event[] => [
  {
    type: 'message_start',
    message: {
      ...message,
      content: [],
      stop_reason: null,
      usage: { ...message.usage, output_tokens: 1 },
    },
  },
  ...message.content.flatMap((block, index) => [
    { type: 'content_block_start', index, content_block: emptied(block) },
    ...piecesOf(block).map((delta) => ({ type: 'content_block_delta', index, delta })),
    { type: 'content_block_stop', index },
  ]),
  {
    type: 'message_delta',
    delta: { stop_reason: message.stop_reason, stop_sequence: null },
    usage: message.usage,
  },
  { type: 'message_stop' },
];

const emptied = (block: Message['content'][number]) =>
  'text' in block ? { ...block, text: '' } : { ...block, input: {} };

/** Words and JSON come in pieces, as over a real line. */
const piecesOf = (block: Message['content'][number]): readonly object[] =>
  'text' in block
    ? (block.text.match(/[\s\S]{1,9}/g) ?? []).map((text) => ({ type: 'text_delta', text }))
    : (JSON.stringify(block.input).match(/[\s\S]{1,7}/g) ?? []).map((piece) => ({
        type: 'input_json_delta',
        partial_json: piece,
      }));
