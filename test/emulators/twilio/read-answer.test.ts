import { expect, test } from 'vitest';
import { readAnswer } from '../../../src/emulators/twilio/read-answer.ts';

const XML = 'text/xml; charset=utf-8';
const response = (inside: string): string => `<?xml version="1.0"?><Response>${inside}</Response>`;

test.for<readonly [string, number, string | undefined, string, readonly string[] | number]>([
  ['a message', 200, XML, response('<Message>hi &amp; bye</Message>'), ['hi & bye']],
  ['a body in a message', 200, XML, response('<Message><Body>hi</Body></Message>'), ['hi']],
  [
    'two messages',
    200,
    'application/xml',
    response('<Message>1</Message><Message>2</Message>'),
    ['1', '2'],
  ],
  ['XML that is called HTML', 200, 'text/html', response('<Message>x</Message>'), ['x']],
  ['plain text', 201, 'text/plain', 'hello', ['hello']],
  ['a response that says nothing', 200, XML, response(''), []],
  ['an empty body', 200, XML, '', []],
  ['no content at all', 204, undefined, '', []],
  ['a verb nobody knows', 200, XML, response('<Dance/>'), []],
  ['no content type', 200, undefined, response(''), 12300],
  ['an empty body without content type', 200, undefined, '', 12300],
  ['JSON', 200, 'application/json', '{"a":1}', 12300],
  ['broken XML', 200, XML, '<Response><Message>x</Response>', 12100],
  ['words that are no XML', 200, XML, 'hello', 12100],
  ['another document', 200, XML, '<html><body>It works!</body></html>', 12100],
  ['two documents', 200, XML, `${response('')}${response('')}`, 12100],
  ['an empty message', 200, XML, response('<Message></Message>'), 14103],
  ['a message of blanks', 200, XML, response('<Message> \n </Message>'), 14103],
  [
    'a message of 1600',
    200,
    XML,
    response(`<Message>${'x'.repeat(1600)}</Message>`),
    ['x'.repeat(1600)],
  ],
  ['a message of 1601', 200, XML, response(`<Message>${'x'.repeat(1601)}</Message>`), 14103],
  ['a refusal', 403, XML, '', 11200],
  ['a failure', 502, 'text/html', '<h1>Bad gateway</h1>', 11200],
  ['a redirect', 302, XML, '', 11200],
  ['a flood', 200, XML, response(`<!--${'x'.repeat(70_000)}-->`), 11200],
])('%s is read as the carrier reads it', ([, status, contentType, body, expected]) => {
  const read = readAnswer({ status, contentType, body });
  const understood = 'code' in read ? read.code : read.messages.map((message) => message.body);
  expect(understood).toEqual(expected);
});
