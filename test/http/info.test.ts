import Fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { info } from '../../src/http/info.ts';

async function recordUnauthorized(accept: string | undefined) {
  const http = Fastify();
  await http.register(info);
  return http.inject({ url: '/', headers: accept === undefined ? {} : { accept } });
}

describe('the front door gives JSON to', () => {
  test.for([
    undefined,
    '',
    '*/*',
    'application/json',
    'application/json, text/html',
    'text/html;q=0.1, application/json',
    'text/html;q=0',
    'text/html;q=much',
    'text/plain',
    'not-text/html',
    ';;;,,,',
  ])('%j', async (accept) => {
    const response = await recordUnauthorized(accept);
    expect(response.headers).toMatchObject({ vary: 'accept' });
    expect(response.json()).toEqual({
      service: 'sms-relay',
      endpoints: {
        'POST /sms': 'where Twilio delivers texts, signed',
        'GET /health': 'how the relay and its backends are doing',
      },
    });
  });
});

describe('the front door gives a page to', () => {
  test.for([
    'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'TEXT/HTML; charset=utf-8',
    'application/json;q=0.1, text/html',
    'text/html, application/json',
  ])('%j', async (accept) => {
    const response = await recordUnauthorized(accept);
    expect(response.headers).toMatchObject({
      vary: 'accept',
      'content-type': 'text/html; charset=utf-8',
    });
    expect(response.body).toMatch(/^<!doctype html>[^<]*<html lang="en">/);
    expect(response.body).toContain('<h1>sms-relay</h1>');
    expect(response.headers['content-security-policy']).not.toContain('script');
  });
});

test('the page needs nothing from elsewhere, and knows light and dark', async () => {
  const { body } = await recordUnauthorized('text/html');
  expect(body).not.toMatch(/https?:|src=|href=|url\(|@import|<script/);
  expect(body).toContain('prefers-color-scheme: dark');
});
