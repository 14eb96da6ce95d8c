import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { AUTH_TOKEN, PUBLIC_URL } from '../account.ts';

export type Form = ReadonlyMap<string, string>;

/** Serves signed forms with only node:http; all that frameworks do is written by hand. */
export function serveForms(handle: (form: Form, response: ServerResponse) => void): void {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = parse(Buffer.concat(chunks).toString());
      if (isSigned(form, request)) handle(form, response);
      else response.writeHead(403).end();
    });
  });
  server.listen(Number(process.env['PORT']), '127.0.0.1');
}

export function answer(response: ServerResponse, words: string): void {
  const xml = twiml(words);
  response.writeHead(200, {
    'content-type': 'text/xml; charset=utf-8',
    'content-length': Buffer.byteLength(xml),
  });
  response.end(xml);
}

function parse(body: string): Form {
  const form = new Map<string, string>();
  for (const pair of body.split('&')) {
    const at = pair.indexOf('=');
    form.set(decode(pair.slice(0, at)), decode(pair.slice(at + 1)));
  }
  return form;
}

const decode = (text: string): string =>
  /[%+]/.test(text) ? decodeURIComponent(text.replaceAll('+', ' ')) : text;

function isSigned(form: Form, { url = '', headers }: IncomingMessage): boolean {
  let signed = PUBLIC_URL + url;
  for (const name of [...form.keys()].sort()) signed += name + form.get(name);
  const digest = createHmac('sha1', AUTH_TOKEN).update(signed).digest();
  const signature = headers['x-twilio-signature'];
  const given = Buffer.from(typeof signature === 'string' ? signature : '', 'base64');
  return given.length === digest.length && timingSafeEqual(given, digest);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escaped = (text: string): string => text.replaceAll(/[&<>]/g, (it) => ENTITIES[it] ?? it);

const twiml = (words: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response>${words && `<Message>${escaped(words)}</Message>`}</Response>`;
