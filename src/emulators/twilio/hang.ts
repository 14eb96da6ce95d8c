import type { FastifyReply } from 'fastify';
import type { Clock } from '../../core/clock.ts';

const HANG_MS = 60_000;

/** Sends no answer, and breaks the connection after a minute. */
export function hang(reply: FastifyReply, clock: Clock): FastifyReply {
  void clock.wait(HANG_MS).then(() => reply.raw.destroy());
  return reply.hijack();
}
