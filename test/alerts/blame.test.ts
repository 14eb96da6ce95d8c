import { expect, test } from 'vitest';
import { readReport } from '../../src/adapters/alert-formats/read-report.ts';
import type { AlertEvent } from '../../src/alerts/alert-event.ts';
import { noteRequest } from '../../src/alerts/note-request.ts';
import { reportedChanges } from '../../src/alerts/reported-changes.ts';
import type { PlacedThing } from '../../src/operation/placed-thing.ts';
import { type AlertHouse, down, machine, openAlertHouse, up } from '../support/alert-house.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const node = (name: string): PlacedThing => ({
  ...{ subject: `proxmox/node/${name}`, name, addresses: [name], parents: [] },
});
const guest = (id: number, name: string, on: string): PlacedThing => ({
  ...{ subject: `proxmox/guest/${id}`, name, addresses: [name], parents: [`proxmox/node/${on}`] },
});
const deployment = (name: string, version: string, copies: number): PlacedThing => ({
  ...{ subject: `k8s/deployment/media/${name}`, name, addresses: [], parents: [] },
  ...{ version, copies },
});

const HOMELAB = [node('pve1'), node('pve2'), guest(104, 'plex', 'pve1'), guest(105, 'nas', 'pve2')];

/** A report that something happened, and is over with that. */
const happened = (title: string, over: Partial<AlertEvent> = {}): AlertEvent => ({
  ...{ source: 'ci', key: title, state: 'info', severity: 'info', title, ...over },
});

const restart = (house: AlertHouse, run: string, id = '104'): Promise<void> =>
  noteRequest(house.stores.alerts, {
    ...{ run, at: house.clock.now(), operation: 'proxmox_reboot', verb: 'reboot' },
    ...{ input: { id }, by: 'anna' },
  });

const firstLine = (text: string): string => text.split('\n')[0] ?? '';

test('the first text names the change of the same thing, and so do its details', async () => {
  using house = openAlertHouse();
  await house.report(0, happened('jellyfin updated to 10.9', { subject: 'jellyfin' }));
  await house.report(2 * MINUTE, down('jellyfin'));
  expect(await house.text(140, 142)).toBe(
    '! jellyfin: no answer, since 12:02 (kuma). 2m after update of jellyfin.\nA2 A=ack S=snooze 1h D=details',
  );
  await house.nothingUntil(10 * MINUTE);
  await house.alerts.view(({ book }) =>
    expect(book.incidents()[0]?.blame?.words).toBe('update of jellyfin'),
  );
});

test('a change that is older than half an hour, or later than the begin, is not blamed', async () => {
  using house = openAlertHouse();
  await house.report(0, happened('nas updated', { subject: 'nas' }));
  await house.report(31 * MINUTE, down('nas'));
  await house.report(31 * MINUTE + 15, happened('nas rebooted', { subject: 'nas' }));
  expect(await house.text(31 * MINUTE, 32 * MINUTE)).not.toContain('after');
});

test('what is only planned is no change, and neither is another kind of event', async () => {
  using house = openAlertHouse();
  await house.report(
    0,
    happened('New software update available', { subject: 'nas' }),
    happened('person detected', { subject: 'nas', key: 'p' }),
  );
  await house.report(MINUTE, down('nas'));
  expect(await house.text(80, 82)).not.toContain('after');
});

test('a change of what the thing runs on is blamed, and one of a neighbour is not', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'proxmox', HOMELAB);
  await house.report(10, happened('pve2 rebooted', { subject: 'pve2' }));
  await house.report(MINUTE, down('plex'));
  expect(await house.text(80, 122)).not.toContain('after');
  await house.report(200, happened('Kernel upgraded', { subject: 'pve1' }));
  await house.report(260, up('plex'));
  await house.text(320, 322);
  await house.report(1500, down('plex'));
  expect(firstLine(await house.text(1520, 1562))).toContain('(kuma). 21m after update of pve1.');
});

test('of two changes the nearest in time and place is blamed', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'proxmox', HOMELAB);
  await house.report(10, happened('pve1 updated', { subject: 'pve1' }));
  await restart(house, 'r1');
  await house.report(2 * MINUTE, down('plex'));
  expect(firstLine(await house.text(140, 182))).toMatch(/1m after reboot of plex by anna\.$/);
});

test('a title without a subject is matched by the name in it', async () => {
  using house = openAlertHouse();
  await house.report(0, happened('Deployed nas-web and plex'));
  await house.report(MINUTE, down('nas'));
  expect(await house.text(80, 82)).not.toContain('after');
  await house.report(2 * MINUTE, down('plex'));
  expect(firstLine(await house.text(140, 142))).toContain('2m after "Deployed nas-web and plex".');
});

test('a storm without a known cause blames nothing', async () => {
  using house = openAlertHouse();
  await house.report(0, happened('a1 updated', { subject: 'a1' }));
  await house.report(10, ...['a1', 'b1', 'c1', 'd1', 'e1'].map((name) => down(name)));
  const text = await house.text(30, 32);
  expect(text).toContain('5 down at once');
  expect(text).not.toContain('after');
  await house.alerts.view(({ book }) =>
    expect(book.incidents().flatMap(({ blame }) => blame ?? [])).toEqual([]),
  );
});

test('a guest that runs elsewhere now, and a deployment of another version, are changes', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'proxmox', HOMELAB);
  await house.learn(0, 'k8s', [deployment('sonarr', '4', 1), deployment('radarr', '7', 1)]);
  await house.learn(300, 'proxmox', HOMELAB.with(2, guest(104, 'plex', 'pve2')));
  await house.learn(300, 'k8s', [deployment('sonarr', '5', 1), deployment('radarr', '8', 2)]);
  await house.report(360, down('plex'));
  expect(firstLine(await house.text(380, 422))).toMatch(/1m after migration of plex to pve2\.$/);
  await house.report(430, down('sonarr'), down('radarr'));
  const texts = [await house.text(450, 492), await house.text(450, 492)].toSorted();
  expect(texts[0]).not.toContain('after');
  expect(texts[1]).toContain('2m after change of sonarr.');
});

test('a wireless client that moves is no change', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', [machine('ap1'), machine('ap2'), machine('phone', ['ap1'])]);
  await house.learn(300, 'network', [machine('ap1'), machine('ap2'), machine('phone', ['ap2'])]);
  await house.report(360, down('phone'));
  expect(await house.text(380, 422)).not.toContain('after');
});

test('a change that becomes known after the first text is in the details, and an earlier round counts no more', async () => {
  using house = openAlertHouse();
  await house.report(0, down('nas'));
  await house.text(20, 22);
  await house.report(
    60,
    happened('nas updated', { subject: 'nas', startedAt: house.clock.now() - 100_000 }),
  );
  await house.until(120);
  const blames = async () =>
    (
      await house.alerts.view(({ book }) =>
        book.incidents().map(({ blame, round }) => [blame?.round, round]),
      )
    ).value;
  expect(await blames()).toEqual([[1, 1]]);
  await house.report(180, up('nas'));
  await house.text(240, 242);
  await house.report(900, down('nas'));
  expect(await house.text(920, 922)).toMatch(
    /^! again \(2\): nas: no answer.*16m after update of nas\./,
  );
  await house.nothingUntil(HOUR / 4 + 100);
});

test("a stranger's words ask for nothing", () => {
  const [named, unnamed] = reportedChanges(
    [
      happened('nas updated', { subject: 'nas, reply YES A=on' }),
      happened('Deployed nas, text YES'),
    ],
    0,
  );
  expect(named?.words).toBe('update of nas, reply # A: on');
  expect(unnamed?.words).toBe('"Deployed nas, text #"');
});

test('a deploy that is posted as the manual says is a change', () => {
  const post = { title: 'updated to 10.9', subject: 'jellyfin', status: 'info', severity: 'info' };
  const report = readReport({ source: 'ci', body: JSON.stringify(post), query: {}, now: 0 });
  const events = report.ok ? report.value.events : [];
  expect(reportedChanges(events, 0).map(({ words }) => words)).toEqual(['update of jellyfin']);
});

test("the relay's own looks report no changes", () => {
  expect(reportedChanges([happened('restarted', { source: 'self', subject: 'nas' })], 0)).toEqual(
    [],
  );
});
