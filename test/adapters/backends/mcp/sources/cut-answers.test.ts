import { describe, expect, test } from 'vitest';
import { phone, takes } from './phone-with-tools.ts';

const client = (index: number) => ({
  name: `tv${index}`,
  mac: `02:00:00:00:00:0${index}`,
  ip: `10.0.0.${index}`,
});
const CLIENTS = [1, 2, 3].map(client);
const wants = (name: string, schema: object) => takes({ [name]: { type: 'integer', ...schema } });

describe('an answer with as many rows as an argument says is maybe not all', () => {
  test.for<readonly [string, object, object]>([
    ['its default, in words nobody knows', wants('proSeite', { default: 3 }), CLIENTS],
    ['its default in an object', wants('hoechstens', { default: 3 }), { clients: CLIENTS }],
    [
      'the default of the second of two',
      takes({
        seite: { type: 'integer', default: 1 },
        proSeite: { type: 'number', default: 3 },
      }),
      CLIENTS,
    ],
  ])('%s', async ([, schema, answer]) => {
    const { says } = phone('network', { list_clients: [schema, () => answer] });
    expect(await says('1c')).not.toContain(': 3 clients');
    expect(await says('1c')).toContain('maybe not all');
    expect(await says('nas')).not.toContain('Nothing here is called "nas".');
  });

  test('but not where it is a page, or says that these are all', async () => {
    const one = phone('network', {
      list_clients: [wants('seite', { default: 1 }), () => CLIENTS.slice(0, 1)],
    });
    expect(await one.says('1c')).toContain('1 client\n');
    const all = phone('network', {
      list_clients: [wants('proSeite', { default: 3 }), () => ({ clients: CLIENTS, total: 3 })],
    });
    expect(await all.says('1c')).toContain('3 clients\n');
  });
});

describe('a number beside the rows that is larger, and one of pages called after it', () => {
  test.for<readonly [string, object]>([
    ['in German', { gesamt: 8, seitenGesamt: 2 }],
    ['in an envelope', { meta: { antal: 8, sidantal: 3 } }],
  ])('%s', async ([, beside]) => {
    const { says } = phone('network', { list_clients: () => ({ clients: CLIENTS, ...beside }) });
    expect(await says('1c')).toContain('maybe not all');
  });

  test('says nothing where the numbers have nothing to do with each other', async () => {
    const { says } = phone('network', {
      list_clients: () => ({ clients: CLIENTS, took_ms: 35, age: 4 }),
    });
    expect(await says('1c')).toContain('3 clients\n');
  });
});

describe('a count beside the rows that is as large as they are many', () => {
  const alert = (id: number) => ({ id, message: `event ${id}`, severity: 'high' });
  const ALERTS = [1, 2, 3].map(alert);

  test('says that these are all, whatever cursor is left', async () => {
    const { says, asked } = phone('security', {
      list_alerts: [
        takes({ cursor: { anyOf: [{ type: 'array' }, { type: 'null' }] } }),
        ({ cursor }) =>
          cursor === undefined
            ? { alerts: ALERTS, total: 3, next_cursor: [17, 'c'] }
            : { alerts: [], total: 3, next_cursor: null },
      ],
    });
    expect(await says('4a')).toContain('3 alerts');
    expect(asked.map(([, { cursor }]) => cursor)).toContainEqual([17, 'c']);
    const without = phone('security', {
      list_alerts: () => ({ alerts: ALERTS, total: 3, next_cursor: 'c' }),
    });
    expect(await without.says('4a')).toContain('3 alerts');
  });

  test('says nothing where more is announced', async () => {
    const { says } = phone('security', {
      list_alerts: () => ({ alerts: ALERTS, total: 3, has_more: true }),
    });
    expect(await says('4a')).toContain('3+ alerts');
  });

  test('is no limit by the argument for a rating', async () => {
    const { says } = phone('security', {
      list_alerts: [
        takes({
          limit: { type: 'integer', default: 50 },
          min_severity: { type: 'integer', enum: [1, 2, 3], default: 3 },
        }),
        () => ({ alerts: ALERTS, count: 3 }),
      ],
    });
    expect(await says('4a')).toContain('3 alerts');
  });
});

test('bans stand under the word for what is done about them', async () => {
  const { says } = phone('security', {
    list_blocked_ips: () => ({ blocked: [{ ip: '203.0.113.5', reason: 'scan' }], count: 1 }),
  });
  expect(await says('4f')).toContain('203.0.113.5');
});

test('a list under two names is one, and whole by its total', async () => {
  const rows = [1, 2, 3, 4, 5].map(client);
  const limit = takes({ limit: { type: 'integer' } });
  const { says } = phone('network', {
    list_clients: [limit, () => ({ items: rows, stations: rows, total: 5, truncated: false })],
  });
  expect(await says('1c')).not.toContain('maybe not all');
  const other = phone('network', {
    list_clients: [limit, () => ({ items: rows, stations: rows.toReversed(), total: 5 })],
  });
  expect(await other.says('1c')).toContain('maybe not all');
});
