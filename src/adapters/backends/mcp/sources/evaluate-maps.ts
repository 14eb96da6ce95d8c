import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline';
import type { Expression } from 'jsonata';

/**
 * A program of its own, see `map-runner.ts`: evaluates JSONata. It is sent two lines at a time, an
 * expression and the data, both in JSON, and answers each pair with one: `=` and the result, or `!` and what
 * is wrong.
 */
const MAX_RESULT_LENGTH = 5_000_000;

const { default: jsonata } = await import('jsonata');
const compiled = new Map<string, Expression>();

function compile(json: string): Expression {
  const expression = compiled.get(json) ?? jsonata(String(JSON.parse(json)));
  compiled.set(json, expression);
  return expression;
}

async function evaluate(map: string, data: string): Promise<string> {
  try {
    const value: unknown = await compile(map).evaluate(JSON.parse(data));
    const json = value === undefined ? '' : JSON.stringify(value);
    return json.length > MAX_RESULT_LENGTH ? '!the result of the map is too long' : `=${json}`;
  } catch (cause) {
    return `!${messageOf(cause).replaceAll('\n', ' ')}`;
  }
}

const messageOf = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'message' in cause
    ? String(cause.message)
    : String(cause);

stdout.write('ready\n');
let map: string | undefined;
for await (const line of createInterface({ input: stdin })) {
  if (map === undefined) {
    map = line;
    continue;
  }
  stdout.write(`${await evaluate(map, line)}\n`);
  map = undefined;
}
