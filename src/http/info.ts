import type { FastifyPluginAsync } from 'fastify';
import { infoPage } from './info-page.ts';

export interface InfoOptions {
  readonly version: string;
}

const ENDPOINTS = {
  'POST /sms': 'where Twilio delivers texts, signed',
  'GET /health': 'how the relay and its backends are doing',
};

/** GET /: what answers here. A browser gets a page, everything else JSON. */
export const info: FastifyPluginAsync<InfoOptions> = async (app, { version }) => {
  const card = { service: 'sms-relay', version, endpoints: ENDPOINTS };

  app.get('/', async (request, reply) => {
    reply.header('vary', 'accept');
    if (!prefersHtml(request.headers.accept)) return card;
    return reply.type('text/html; charset=utf-8').send(infoPage(card));
  });
};

/** Browsers name `text/html` themselves; curl and scripts ask for anything, or for JSON. */
const prefersHtml = (accept = ''): boolean => {
  const html = accept.indexOf('text/html');
  const json = accept.indexOf('application/json');
  return html >= 0 && (json < 0 || html < json);
};
