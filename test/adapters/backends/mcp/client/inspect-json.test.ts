import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createJsonInspection } from '../../../../../src/adapters/backends/mcp/client/inspect-json.ts';
import { parseJson } from '../../../../../src/adapters/http-client/parse-json.ts';

const STREAM = 'text/event-stream; charset=utf-8';

/** Whether a text passes, in pieces of so many bytes. */
function passes(text: string, contentType = 'application/json', size = 1000): boolean {
  const inspect = createJsonInspection(contentType);
  const bytes = Buffer.from(text);
  try {
    for (let at = 0; at < bytes.length; at += size) inspect(bytes.subarray(at, at + size));
    return true;
  } catch {
    return false;
  }
}

const list = (values: number): string => `[${'1,'.repeat(values)}1]`;
const object = (keys: number): string =>
  JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, at) => [`k${at}`, at])));

describe('JSON', () => {
  test.for<readonly [string, boolean]>([
    [list(90_000), true],
    [list(100_000), false],
    [`[${'[],'.repeat(60_000)}1]`, false],
    [object(5000), true],
    [object(5002), false],
    ['['.repeat(64) + ']'.repeat(64), true],
    ['['.repeat(65) + ']'.repeat(65), false],
    [JSON.stringify({ a: '[{,'.repeat(100_000) }), true],
    [JSON.stringify({ a: '\\"[,'.repeat(100_000), b: 1 }), true],
    [`{"a":"\\\\","b":${list(100_000)}}`, false],
    [`[\n${'1,\n\n'.repeat(100_000)}1]`, false],
  ])('%#', ([json, isFine]) => {
    expect(passes(json)).toBe(isFine);
    expect(passes(json, 'application/json', 64 * 1024)).toBe(isFine);
    expect(parseJson(json).ok).toBe(isFine);
  });

  test('is counted alike in pieces of any size', () => {
    const strings = fc.string({ unit: fc.constantFrom('\\', '"', '[', 'a') });
    fc.assert(
      fc.property(fc.array(strings), fc.integer({ min: 1, max: 9 }), (texts, size) => {
        const much = JSON.stringify([...texts, Array.from({ length: 70 }, () => 0)]);
        const deep = `{"a":${JSON.stringify(texts)},"b":${'['.repeat(64)}${']'.repeat(64)}}`;
        expect(passes(much, 'application/json', size)).toBe(true);
        expect(passes(deep, 'application/json', size)).toBe(false);
      }),
    );
  });
});

describe('a stream of messages', () => {
  const data = (json: string): string => `event: message\ndata: ${json}\n\n`;

  test('may be longer than any message in it', () => {
    expect(passes(data(list(90_000)).repeat(3), STREAM)).toBe(true);
    expect(passes(data(list(90_000)).replaceAll('\n', '\r\n').repeat(3), STREAM)).toBe(true);
    expect(passes(data(list(100_000)), STREAM)).toBe(false);
  });

  test.for([
    `: a quote "\n${data(list(100_000))}`,
    `data: [${'1,'.repeat(60_000)}\n: ]\ndata: ${'1,'.repeat(60_000)}1]\n\n`,
    `data: [${'1,'.repeat(60_000)}\r\ndata: ${'1,'.repeat(60_000)}1]\r\n\r\n`,
  ])('hides nothing by comments and by lines of a message', (text) => {
    expect(passes(text, STREAM)).toBe(false);
  });
});
