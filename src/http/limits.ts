import type { Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';

/** Limits on the cost of one client. Options, so that a test need not wait as long as an attacker would. */
export interface Limits {
  /** The time for a whole request, head and body, to arrive. The answer may take longer. */
  readonly requestMs: number;
  readonly headMs: number;
  /** The interval at which slow requests are detected. */
  readonly checkMs: number;
  /** Longer than the minute for which proxies keep a connection: they must not send into one that closes. */
  readonly idleMs: number;
  /** The URL counts as part of the head. */
  readonly headBytes: number;
  readonly headers: number;
  readonly bodyBytes: number;
  /** The number of requests on one connection is not limited: that would save nothing, and cost a proxy a text. */
  readonly maxConnections: number;
}

export const LIMITS: Limits = {
  requestMs: 15_000,
  headMs: 10_000,
  checkMs: 2000,
  idleMs: 72_000,
  headBytes: 8 * 1024,
  headers: 100,
  bodyBytes: 64 * 1024,
  maxConnections: 500,
};

/** Converts the limits to options of Fastify and Node. */
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
