import type { FastifyReply } from 'fastify';
import type { Clock } from '../../core/clock.ts';

const HANG_MS = 60_000;

/** Never answer; in the end the connection just breaks. */
export function hang(reply: FastifyReply, clock: Clock): FastifyReply {
  void clock.wait(HANG_MS).then(() => reply.raw.destroy());
  return reply.hijack();
}
