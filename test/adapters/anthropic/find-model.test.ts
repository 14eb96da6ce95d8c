import { afterAll, beforeAll, expect, test } from 'vitest';
import { findModel } from '../../../src/adapters/anthropic/find-model.ts';
import { Secret } from '../../../src/core/secret.ts';
import { FakeClaude } from '../../support/fake-claude.ts';

let claude: FakeClaude;
beforeAll(async () => {
  claude = await FakeClaude.start();
  claude.goodKey = 'Bearer sk-right';
});
afterAll(() => claude[Symbol.asyncDispose]());

const look = (key: string, model = 'claude-sonnet-5-5', baseUrl = claude.url) =>
  findModel({ key: new Secret(key), model, baseUrl });

test('a key and a model are known or not, and no question is asked for that', async () => {
  expect(await look('sk-right')).toEqual({ kind: 'known' });
  expect(await look('sk-wrong')).toEqual({ kind: 'bad-key' });
  expect(await look('sk-right', 'claude-imaginary')).toEqual({ kind: 'no-model' });
  expect(await look('sk-right', 'm', 'http://127.0.0.1:65534')).toEqual({ kind: 'unreachable' });
  expect(claude.asked).toEqual([]);
});
