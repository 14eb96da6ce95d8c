import type { FastifyPluginAsync } from 'fastify';
import { infoPage } from './info-page.ts';

const ENDPOINTS = {
  'POST /sms': 'where Twilio delivers texts, signed',
  'GET /health': 'how the relay and its backends are doing',
};

/** The styles are inline, and the page loads nothing else. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/** GET /: the name of the service and its endpoints, without the version. Browsers get a page, other clients JSON. */
export const info: FastifyPluginAsync = async (app) => {
  const card = { service: 'sms-relay', endpoints: ENDPOINTS };

  app.get('/', async (request, reply) => {
    reply.header('vary', 'accept');
    if (!prefersHtml(request.headers.accept)) return card;
    reply.header('content-security-policy', POLICY);
    return reply.type('text/html; charset=utf-8').send(infoPage(card));
  });
};

/** Browsers name `text/html` themselves; curl and scripts accept anything, or JSON. */
function prefersHtml(accept = ''): boolean {
  const [first] = accept
    .toLowerCase()
    .split(',')
    .map(parseMediaRange)
    .filter(({ type, weight }) => weight > 0 && OFFERED.has(type))
    .toSorted((a, b) => b.weight - a.weight);
  return first?.type === 'text/html';
}

const OFFERED: ReadonlySet<string> = new Set(['text/html', 'application/json']);

/** Parses one media range of an Accept header, such as `text/html;q=0.8`. */
function parseMediaRange(range: string) {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return { type, weight: quality ? Number(quality.slice(2)) : 1 };
}
