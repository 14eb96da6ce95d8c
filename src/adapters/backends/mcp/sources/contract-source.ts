import type { z } from 'zod';
import type { Clock } from '../../../../core/clock.ts';
import { noSource } from '../../../../core/no-source.ts';
import type { AsyncReading } from '../../../../core/reading.ts';
import { err } from '../../../../core/result.ts';
import type { ToolServer } from '../client/tool-server.ts';
import { checkShape } from './check-shape.ts';

/** A question of the contract: the tool to ask, and the shape of its answer. */
export interface ContractQuestion<T> {
  readonly tool: string;
  readonly shape: z.ZodType<T>;
}

/** Puts questions to a server that obeys our contract, as far as it has the tools for them. */
export const createQuestions =
  (server: ToolServer, clock: Clock) =>
  async <T>({ tool, shape }: ContractQuestion<T>, args: object = {}): AsyncReading<T> => {
    const list = await server.tools();
    if (!list.ok) return list;
    if (!list.value.tools.some(({ name }) => name === tool)) {
      return err(noSource(server.service, tool.replace(/^(?:get|list)_/, '').replaceAll('_', ' ')));
    }
    const answer = await server.callTool(tool, args);
    return answer.ok ? checkShape(answer.value, shape, { server, clock, tool }) : answer;
  };
