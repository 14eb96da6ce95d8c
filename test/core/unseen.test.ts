import { describe, expect, test } from 'vitest';
import { countAll, countKind, formatSeen, joinUnseen } from '../../src/core/unseen.ts';

describe('how many there are', () => {
  test('is what was seen when that is all', () => {
    expect(countAll(0, undefined)).toBe(0);
    expect(formatSeen(0, undefined, ['pod'])).toBe('0 pods');
    expect(formatSeen(1, undefined, ['pod'])).toBe('1 pod');
  });

  test('is what the source counts when it tells fewer', () => {
    expect(countAll(20, { total: 57 })).toBe(57);
    expect(formatSeen(20, { total: 57 }, ['client'])).toBe('57 clients');
  });

  test('is not less than was seen, whatever the source counts', () => {
    expect(countAll(20, { total: 3 })).toBeUndefined();
  });

  test('is unknown when nobody counts what was not seen', () => {
    expect(countAll(0, {})).toBeUndefined();
    expect(formatSeen(0, {}, ['pod'])).toBe('? pods');
    expect(formatSeen(20, {}, ['pod'])).toBe('20+ pods');
  });

  test('is known of the kinds that were seen', () => {
    expect(countKind(3, undefined, 'VMs')).toBe(3);
    expect(countKind(3, { kinds: ['LXC'] }, 'VMs')).toBe(3);
    expect(countKind(0, { kinds: ['LXC'] }, 'LXC')).toBeUndefined();
    expect(countKind(0, {}, 'VMs')).toBeUndefined();
    expect(countKind(0, { total: 9 }, 'VMs')).toBeUndefined();
  });
});

describe('lists that are joined', () => {
  test('are whole when each of them is', () => {
    expect(joinUnseen([{ seen: 3, unseen: undefined }])).toBeUndefined();
  });

  test('lack the kinds that some of them lack', () => {
    const parts = [
      { seen: 3, unseen: undefined },
      { seen: 0, unseen: { kinds: ['LXC'] } },
    ];
    expect(joinUnseen(parts)).toEqual({ kinds: ['LXC'] });
  });

  test('are counted only when each of them is', () => {
    const [whole, counted, some] = [undefined, { total: 40 }, {}];
    expect(
      joinUnseen([
        { seen: 3, unseen: whole },
        { seen: 20, unseen: counted },
      ]),
    ).toEqual({ total: 43 });
    expect(
      joinUnseen([
        { seen: 20, unseen: counted },
        { seen: 2, unseen: some },
      ]),
    ).toEqual({});
  });
});
