import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { AUTH_TOKEN, PUBLIC_URL } from '../account.ts';
import { isAllowed, step } from './menu.ts';

/** The lower bound: only node:http, with all else written by hand. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const form = parse(Buffer.concat(chunks).toString());
    if (!isSigned(form, request.url ?? '', request.headers['x-twilio-signature'])) {
      response.writeHead(403).end();
      return;
    }
    const from = form.get('From');
    const words = isAllowed(from) ? step(from, form.get('Body') ?? '') : '';
    const xml = twiml(words);
    response.writeHead(200, {
      'content-type': 'text/xml; charset=utf-8',
      'content-length': Buffer.byteLength(xml),
    });
    response.end(xml);
  });
});

function parse(body: string): Map<string, string> {
  const form = new Map<string, string>();
  for (const pair of body.split('&')) {
    const at = pair.indexOf('=');
    form.set(decode(pair.slice(0, at)), decode(pair.slice(at + 1)));
  }
  return form;
}

const decode = (text: string): string =>
  /[%+]/.test(text) ? decodeURIComponent(text.replaceAll('+', ' ')) : text;

function isSigned(form: Map<string, string>, url: string, signature: unknown): boolean {
  let signed = PUBLIC_URL + url;
  for (const name of [...form.keys()].sort()) signed += name + form.get(name);
  const digest = createHmac('sha1', AUTH_TOKEN).update(signed).digest();
  const given = Buffer.from(typeof signature === 'string' ? signature : '', 'base64');
  return given.length === digest.length && timingSafeEqual(given, digest);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escaped = (text: string): string => text.replaceAll(/[&<>]/g, (it) => ENTITIES[it] ?? it);

const twiml = (words: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response>${words && `<Message>${escaped(words)}</Message>`}</Response>`;

server.listen(Number(process.env['PORT']), '127.0.0.1');
