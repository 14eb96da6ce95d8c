import type Anthropic from '@anthropic-ai/sdk';
import type { AssistantError } from '../../assistant/assistant-error.ts';
import type { Model, ModelTool, Task } from '../../assistant/model.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { Secret } from '../../core/secret.ts';
import type { ProxyFor } from '../http-client/proxy-tunnel.ts';
import { errorFacts, toAssistantError } from './errors.ts';
import { priceOf } from './prices.ts';
import { proxiedFetch } from './proxied-fetch.ts';
import { createSpendGuard } from './spend-guard.ts';

interface Options {
  readonly key: Secret;
  readonly model: string;
  readonly baseUrl: string | undefined;
  /** Requests go directly to the API when this is not given. */
  readonly proxyFor?: ProxyFor | undefined;
  readonly log: { warn(facts: object, message: string): void };
}

/** Limits of one answer in tokens and in calls. Thinking counts towards the tokens. */
const MAX_TOKENS = 1500;
const MAX_STEPS = 6;

const CALL_MS = 45_000;

type Message = Anthropic.Beta.BetaMessage;

/** Claude, through the official SDK and its tool loop. The SDK is loaded with the first question. */
export function createClaude({ key, model, baseUrl, proxyFor, log }: Options): Model {
  const fetch = proxiedFetch(proxyFor);

  async function answer(task: Task): Promise<Result<string, AssistantError>> {
    const sdk = await import('@anthropic-ai/sdk');
    try {
      const last = await lastMessage(task, sdk.default);
      return last ? read(last) : err({ kind: 'invalid-response' });
    } catch (cause) {
      if (task.signal.aborted) return err({ kind: 'too-slow' });
      const error = toAssistantError(cause, model, sdk);
      log.warn({ kind: error.kind, ...errorFacts(cause) }, 'no answer from the model');
      return err(error);
    }
  }

  async function lastMessage(task: Task, Sdk: typeof Anthropic): Promise<Message | undefined> {
    const spendGuard = createSpendGuard(model, MAX_TOKENS, task.meter);
    const client = new Sdk({
      apiKey: key.reveal(),
      authToken: null,
      baseURL: baseUrl ?? null,
      timeout: CALL_MS,
      middleware: [spendGuard.guard],
      fetch,
      openTelemetry: false,
      logLevel: 'off',
      fetchOptions: { redirect: 'error' }, // questions go to no other host
    });
    const runner = client.beta.messages.toolRunner(paramsOf(task), { signal: task.signal });
    let last: Message | undefined;
    for await (const stream of runner) {
      last = await stream.finalMessage();
      await spendGuard.settle(last.usage);
      if (last.stop_reason === 'tool_use') await runner.generateToolResponse();
      if (task.isOver()) break;
    }
    return last;
  }

  const paramsOf = ({ instructions, turns, tools }: Task) => ({
    model,
    max_tokens: MAX_TOKENS,
    max_iterations: MAX_STEPS,
    stream: true as const,
    thread: false as const,
    cache_control: { type: 'ephemeral' as const },
    ...(priceOf(model).takesEffort && { output_config: { effort: 'low' as const } }),
    system: instructions,
    tools: tools.map(toRunnable),
    messages: turns.map(({ by, text }) => ({
      role: by === 'person' ? ('user' as const) : ('assistant' as const),
      content: text,
    })),
  });

  return { name: model, answer };
}

const toRunnable = ({ name, description, schema, call }: ModelTool) => ({
  type: 'custom' as const,
  name,
  description,
  input_schema: schema,
  parse: (input: unknown) => input,
  run: (input: unknown) => call(input),
});

function read({ stop_reason: reason, content }: Message): Result<string, AssistantError> {
  const text = content
    .flatMap((block) => (block.type === 'text' ? block.text : []))
    .join('\n')
    .trim();
  if (reason === 'refusal') return err({ kind: 'refused' });
  if (reason === 'tool_use' || reason === 'pause_turn') return err({ kind: 'too-many-steps' });
  if (reason === 'model_context_window_exceeded') return err({ kind: 'too-long' });
  if (reason === 'max_tokens') return text ? ok(`${text}...`) : err({ kind: 'too-long' });
  return text ? ok(text) : err({ kind: 'invalid-response' });
}
