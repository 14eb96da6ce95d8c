import { expect, test } from 'vitest';
import { MINUTE } from '../support/fake-clock.ts';
import { lookSeries, NAS, PLEX, partial, SILENT, whole } from './look-series.ts';

const FIRING_PLEX = {
  ...{ source: 'self', key: 'proxmox/guest/104', state: 'firing', severity: 'critical' },
  ...{ subject: 'plex', title: 'stopped', parents: ['proxmox'] },
} as const;

/** An area that was well, and is watched since. */
function watched(options?: Parameters<typeof lookSeries>[0]) {
  const series = lookSeries(options);
  series.take(whole(), whole());
  return series;
}

test('a problem is reported once, by the second look that shows it, with the time of the first', () => {
  const { take, events } = watched();
  expect(take(whole(PLEX))).toEqual([]);
  expect(take(whole(PLEX))).toEqual([{ ...FIRING_PLEX, startedAt: 3 * MINUTE }]);
  expect(take(whole(PLEX), whole(PLEX), whole(PLEX))).toEqual([]);
  expect(events).toHaveLength(1);
});

test('one bad look among good ones is nothing, however often', () => {
  const { take, events } = watched();
  take(whole(PLEX), whole(), whole(PLEX), whole(), whole(PLEX), whole());
  expect(events).toEqual([]);
});

test('an end is reported once, by the second look that proves it, with the time of the first', () => {
  const { take, events } = watched();
  take(whole(PLEX), whole(PLEX));
  expect(take(whole())).toEqual([]);
  expect(take(whole())).toEqual([
    { ...FIRING_PLEX, state: 'resolved', startedAt: 3 * MINUTE, endedAt: 5 * MINUTE },
  ]);
  take(whole(), whole());
  expect(events).toHaveLength(2);
});

test('one good look among bad ones is no end, and the beginning stays the first', () => {
  const { take, events } = watched();
  take(whole(PLEX), whole(PLEX), whole(), whole(PLEX), whole(), whole(PLEX));
  expect(events).toHaveLength(1);
  expect(take(whole(), whole())).toMatchObject([{ startedAt: 3 * MINUTE, endedAt: 9 * MINUTE }]);
});

test('a problem of the first look is not reported until it went away', () => {
  const { take, events } = lookSeries();
  take(whole(PLEX), whole(PLEX), whole(PLEX), whole(), whole(PLEX), whole(PLEX));
  expect(events).toEqual([]);
  take(whole(), whole(), whole(PLEX), whole(PLEX));
  expect(events).toEqual([{ ...FIRING_PLEX, startedAt: 9 * MINUTE }]);
});

test('a problem that stands for several is reported when it has become more since the first look', () => {
  const alerts = (count: number) => ({
    ...{ subject: 'security/alerts', name: `${count} critical:`, state: 'Root login', count },
    severity: 'critical' as const,
  });
  const { take, events } = lookSeries();
  take(whole(alerts(2)), whole(alerts(2)), whole(alerts(1)), whole(alerts(1)));
  expect(events).toEqual([]);
  take(whole(alerts(2)), whole(alerts(2)));
  expect(events).toMatchObject([{ state: 'firing', subject: '2 critical:', title: 'Root login' }]);
});

test('a problem that began while the relay was down is reported after two looks', () => {
  const { take, events } = watched();
  // The state is stored as text between any two looks: a restart is no first look.
  take(whole(PLEX), whole(PLEX));
  expect(events).toMatchObject([FIRING_PLEX]);
});

test('a change of the words or of the severity is reported, and nothing else', () => {
  const { take } = watched();
  take(whole(NAS), whole(NAS));
  expect(take(whole({ ...NAS, state: '98% full' }))).toMatchObject([
    { state: 'firing', title: '98% full', severity: 'warning', startedAt: 3 * MINUTE },
  ]);
  expect(take(whole({ ...NAS, state: '98% full' }))).toEqual([]);
  const worse = { ...NAS, state: '98% full', severity: 'critical' } as const;
  expect(take(whole(worse))).toMatchObject([{ state: 'firing', severity: 'critical' }]);
  expect(take(whole(worse), whole(), whole())).toMatchObject([
    { state: 'resolved', severity: 'critical', title: '98% full' },
  ]);
});

test('problems of one subject are one alert, with the worst severity', () => {
  const { take } = watched();
  const failed = { subject: 'k8s/pods', name: '2 pods', state: 'failed', count: 2 };
  const pending = { subject: 'k8s/pods', name: '1 pod', state: 'pending', count: 1 };
  const looked = whole(
    { ...failed, severity: 'warning' },
    { ...failed, state: 'not ready', severity: 'critical' },
    { ...pending, severity: 'warning' },
  );
  expect(take(looked, looked)).toMatchObject([
    { subject: '2 pods', title: 'not ready, failed, 1 pod pending', severity: 'critical' },
  ]);
});

test('an area is silent after two silent looks, and back after two that were answered', () => {
  const { take, events } = watched();
  const silence = { source: 'self', key: 'proxmox', subject: 'Proxmox', title: 'no answer' };
  expect(take(SILENT)).toEqual([]);
  expect(take(SILENT)).toEqual([
    { ...silence, state: 'firing', severity: 'critical', startedAt: 3 * MINUTE },
  ]);
  expect(take(SILENT, SILENT, partial('no answer about guests'))).toEqual([]);
  expect(take(whole())).toMatchObject([{ ...silence, state: 'resolved', endedAt: 7 * MINUTE }]);
  expect(events).toHaveLength(2);
});

test('a single silent look is nothing', () => {
  const { take, events } = watched();
  take(SILENT, whole(), SILENT, whole());
  expect(events).toEqual([]);
});

test('an area that never answered is not reported, nor are the problems of its first answer', () => {
  const { take, events } = lookSeries();
  take(SILENT, SILENT, SILENT, whole(PLEX), whole(PLEX), whole(PLEX));
  expect(events).toEqual([]);
  take(SILENT, SILENT);
  expect(events).toMatchObject([{ key: 'proxmox', state: 'firing' }]);
});

test('a silent area neither ends nor repeats the problems in it', () => {
  const { take, events } = watched();
  take(whole(PLEX), whole(PLEX), SILENT, SILENT, SILENT);
  expect(events.map(({ key, state }) => [key, state])).toEqual([
    ['proxmox/guest/104', 'firing'],
    ['proxmox', 'firing'],
  ]);
  take(whole(PLEX), whole(PLEX));
  expect(events.slice(2)).toMatchObject([{ key: 'proxmox', state: 'resolved' }]);
});

test('a problem is not over while its absence proves nothing', () => {
  const { take, events } = watched();
  const cut = partial(undefined);
  take(whole(PLEX), whole(PLEX), cut, cut, partial('no answer about guests'), SILENT, cut);
  expect(events).toHaveLength(1);
  expect(take(whole(), cut, whole())).toMatchObject([{ state: 'resolved', endedAt: 10 * MINUTE }]);
});

test('a problem seen with a gap is over when nothing else is missing', () => {
  const guess = 'best guess from list_vms';
  const { take, events } = watched();
  take(partial(guess, PLEX), partial(guess, PLEX));
  take(partial(`${guess}, no answer about guests`), partial(`${guess}, no answer about guests`));
  expect(events).toHaveLength(1);
  take(partial(guess), partial(guess));
  expect(events[1]).toMatchObject({ state: 'resolved' });
});

test('a gap with another count is the same gap', () => {
  const { take, events } = watched();
  take(...[3, 3].map((count) => partial(`${count} alerts of unknown severity`, PLEX)));
  take(partial('2 alerts of unknown severity'), partial('1 alert of unknown severity'));
  expect(events[1]).toMatchObject({ state: 'resolved' });
});

test('a problem is not over while what it runs on is down', () => {
  const node = { subject: 'proxmox/node/pve1', name: 'pve1', state: 'down', severity: 'critical' };
  const { take, events } = watched();
  take(whole(PLEX, NAS), whole(PLEX, NAS));
  const hidden = { hidden: ['proxmox/guest/104', 'proxmox/storage/'] };
  const down = { ...whole({ ...node, severity: 'critical' }), ...hidden };
  take(down, down, down);
  expect(events.map(({ key }) => key)).toEqual([PLEX.subject, NAS.subject, node.subject]);
  take(whole(NAS), whole(NAS));
  expect(events.slice(3).map(({ key, state }) => [key, state])).toEqual([
    [node.subject, 'resolved'],
    [PLEX.subject, 'resolved'],
  ]);
});

test('a problem that its owner allows is over at once, and says so', () => {
  const { take, mayBeOff, events } = watched();
  take(whole(PLEX, NAS), whole(PLEX, NAS));
  mayBeOff.add(PLEX.subject);
  expect(take(SILENT)).toEqual([
    {
      ...FIRING_PLEX,
      state: 'resolved',
      startedAt: 3 * MINUTE,
      endedAt: 5 * MINUTE,
      isWaived: true,
    },
  ]);
  take(whole(NAS), whole(NAS));
  expect(events).toHaveLength(3);
  mayBeOff.delete(PLEX.subject);
  expect(take(whole(PLEX, NAS), whole(PLEX, NAS))).toMatchObject([FIRING_PLEX]);
});

test('a problem that its owner allows before it is reported is never reported', () => {
  const { take, mayBeOff, events } = watched();
  take(whole(PLEX));
  mayBeOff.add(PLEX.subject);
  take(whole(), whole(), whole());
  expect(events).toEqual([]);
});

test('the number of looks can be set', () => {
  const once = watched({ looks: 1 });
  expect(once.take(whole(PLEX))).toMatchObject([FIRING_PLEX]);
  expect(once.take(whole())).toMatchObject([{ state: 'resolved' }]);
  const thrice = watched({ looks: 3 });
  expect(thrice.take(whole(PLEX), whole(PLEX))).toEqual([]);
  expect(thrice.take(whole(PLEX))).toMatchObject([FIRING_PLEX]);
});

test('looks that change nothing leave the state as it was', () => {
  const { take, state } = watched();
  take(whole(PLEX), whole(PLEX));
  const before = state();
  take(whole(PLEX), whole(PLEX), SILENT, whole(PLEX), whole(PLEX));
  expect(state()).toBe(before);
});
