import { expect, test } from 'vitest';
import { routingKeyOf } from '../../../src/adapters/alert-formats/pagerduty.ts';
import { readAt, sampleBody } from './sample.ts';

test('an acknowledgement of PagerDuty is no event', () => {
  const body = JSON.stringify({ routing_key: 'k', event_action: 'acknowledge', dedup_key: 'a' });
  expect(readAt('/v2/enqueue', body)).toEqual({
    ok: true,
    value: { product: 'pagerduty', events: [], more: 0 },
  });
});

test.for([
  [{ event_action: 'resolve' }, 'no dedup_key'],
  [{ event_action: 'trigger', payload: {} }, 'no summary'],
  [{ event_action: 'explode' }, 'unknown event_action'],
  [[], 'not an event'],
] as const)('%j is no event of PagerDuty', ([body, error]) => {
  expect(readAt('/v2/enqueue', JSON.stringify(body))).toEqual({ ok: false, error });
});

test('the key of a tool that speaks to PagerDuty is in its body', () => {
  expect(routingKeyOf(sampleBody('pagerduty-trigger'))).toBe('0123456789abcdef'.repeat(2));
  expect(['', '[]', '{"routing_key":{}}'].map(routingKeyOf)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('of an event of PagerDuty neither the key of the tool nor queries are kept', () => {
  const report = readAt('/v2/enqueue', sampleBody('pagerduty-trigger'));
  expect(report).toMatchObject({
    value: {
      events: [
        {
          url: 'https://monitoring.example.com/checks/42',
          key: 'samplekeyhere',
          groupKey: 'prod-datapipe',
        },
      ],
    },
  });
});
