import { expect, test } from 'vitest';
import type {
  Device,
  Network,
  NetworkAlert,
  NetworkStatus,
} from '../../../src/areas/network/network.ts';
import { readFullStatus } from '../../../src/areas/network/whole-status.ts';
import type { AsyncReading } from '../../../src/core/reading.ts';
import { err, ok } from '../../../src/core/result.ts';

const NOW = Date.UTC(2026, 10, 21, 12);

const says =
  <T>(value: T) =>
  async (): AsyncReading<T> =>
    ok({ value, asOf: NOW, source: 'x' });
const fails = async (): AsyncReading<never> => err({ kind: 'timeout', service: 'X', afterMs: 1 });

const COUNTED: NetworkStatus = { devices: 47, accessPoints: 2, alerts: 0 };
const AP: Device = { ids: ['mac-1'], name: 'AP', kind: 'access-point' };
const alert = (message: string, over: Partial<NetworkAlert> = {}): NetworkAlert => ({
  ...{ at: '2026-11-21T11:00:00Z', severity: 'critical', message },
  ...over,
});

/** What came of it, and which lists were asked for. */
async function read(over: Partial<Network>) {
  const asked: string[] = [];
  const noting =
    <T>(name: string, ask: () => AsyncReading<T>) =>
    () => {
      asked.push(name);
      return ask();
    };
  const network: Network = {
    status: says(COUNTED),
    clients: fails,
    ...over,
    details: noting('details', over.details ?? says({ gear: [] })),
    alerts: noting('alerts', over.alerts ?? says({ alerts: [] })),
  };
  const answer = await readFullStatus(network, () => NOW);
  return { answer, asked };
}

test('a server that only counts is asked for its gear and its way out', async () => {
  const details = says({ wan: { up: false }, gear: [{ ...AP, online: false }] });
  const { answer, asked } = await read({ details });
  expect(answer).toMatchObject({
    value: { value: { ...COUNTED, wan: { up: false }, gear: [{ name: 'AP' }] } },
  });
  expect(asked).toEqual(['details']);
});

test('a server that counts alerts is asked which are critical and not older than a day', async () => {
  const alerts = says({
    alerts: [
      alert('Malware'),
      alert('Slow', { severity: 'warning' }),
      alert('Long ago', { at: '2026-11-20T11:00:00Z' }),
      alert('Undated', { at: undefined }),
    ],
  });
  const { answer } = await read({ status: says({ ...COUNTED, alerts: 3 }), alerts });
  expect(answer).toMatchObject({
    value: { value: { critical: [{ message: 'Malware' }, { message: 'Undated' }] } },
  });
});

test('a source that tells all is asked once', async () => {
  const { asked } = await read({
    status: says({ ...COUNTED, alerts: 1, gear: [], critical: [] }),
  });
  expect(asked).toEqual([]);
});

test('gear in a state that nobody understands is a gap, and so are lists that fail', async () => {
  const strange = await read({ details: says({ gear: [AP] }) });
  expect(strange.answer).toMatchObject({ value: { missing: 'AP is in an unknown state' } });
  const silent = await read({
    status: says({ ...COUNTED, alerts: 1 }),
    details: fails,
    alerts: fails,
  });
  expect(silent.answer).toMatchObject({
    value: { missing: 'no answer about alerts, no answer about details' },
  });
});

test('an alert of unknown severity of the last day is a gap, whether it was counted or listed', async () => {
  const unrated = { severity: 'unknown' } as const;
  const alerts = says({
    alerts: [
      alert('Fan', unrated),
      alert('Undated', { ...unrated, at: undefined }),
      alert('Old', { ...unrated, at: '2026-11-01T00:00:00Z' }),
      alert('Note', { severity: 'info' }),
    ],
  });
  const counted = await read({ status: says({ ...COUNTED, alerts: 3 }), alerts });
  const listed = await read({
    status: says({ ...COUNTED, alerts: 2, gear: [AP], critical: [], unrated: 2 }),
  });
  expect([counted.answer, listed.answer]).toMatchObject([
    { value: { value: { critical: [], unrated: 2 }, missing: '2 alerts of unknown severity' } },
    { value: { missing: '2 alerts of unknown severity, AP is in an unknown state' } },
  ]);
});

test('a status that tells nothing is no status', async () => {
  const { answer } = await read({ status: says({}), details: says({}) });
  expect(answer).toMatchObject({ ok: false, error: { kind: 'invalid-response' } });
});
