import type { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Asked } from '../../core/reading.ts';
import { err, ok } from '../../core/result.ts';
import type { ToolCaller } from '../mcp-client/tool-caller.ts';

/** A question of the contract: the tool to ask, and the shape of its answer. */
interface Question<T> {
  readonly tool: string;
  readonly shape: z.ZodType<T>;
}

const ISSUES_TOLD = 3;

/** Puts questions to a server. What does not have the promised shape is garbled, not half believed. */
export const createQuestions =
  (mcp: ToolCaller, clock: Clock) =>
  async <T>({ tool, shape }: Question<T>): Asked<T> => {
    const answer = await mcp.callTool(tool, {});
    if (!answer.ok) return answer;
    const parsed = shape.safeParse(answer.value);
    if (parsed.success) return ok({ value: parsed.data, asOf: clock.now(), source: mcp.source });
    return err({ kind: 'garbled', service: mcp.service, cause: `${tool}: ${tell(parsed.error)}` });
  };

const tell = ({ issues }: z.ZodError): string =>
  issues
    .slice(0, ISSUES_TOLD)
    .map(({ path, message }) => `${path.join('.') || 'answer'}: ${message}`)
    .join('; ');
