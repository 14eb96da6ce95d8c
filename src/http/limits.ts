import type { Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';

/** What one client may cost. Options, so that a test need not wait as long as an attacker would. */
export interface Limits {
  /** For the whole of a request to arrive, its head and its body. The answer may take longer. */
  readonly requestMs: number;
  readonly headMs: number;
  /** How often those who take too long are looked for. */
  readonly checkMs: number;
  /** Longer than the minute for which proxies keep a line: they must not speak into one that closes. */
  readonly idleMs: number;
  /** The address counts among the head. */
  readonly headBytes: number;
  readonly headers: number;
  readonly bodyBytes: number;
  /** Connections at once. How many requests come over one is not limited: it would spare nothing, and cost a proxy a text. */
  readonly lines: number;
}

export const LIMITS: Limits = {
  requestMs: 15_000,
  headMs: 10_000,
  checkMs: 2000,
  idleMs: 72_000,
  headBytes: 8 * 1024,
  headers: 100,
  bodyBytes: 64 * 1024,
  lines: 500,
};

/** The limits in the words of Fastify and Node. */
export const asServerOptions = (limits: Limits) =>
  ({
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.idleMs,
    http: {
      headersTimeout: limits.headMs,
      connectionsCheckingInterval: limits.checkMs,
      maxHeaderSize: limits.headBytes,
    },
  }) satisfies FastifyHttpOptions<Server>;
