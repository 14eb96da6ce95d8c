import { expect, test } from 'vitest';
import type { ProxmoxStatus } from '../../../src/areas/proxmox/proxmox.ts';
import {
  backupsOf,
  formatBackups,
  formatStorages,
  storagesOf,
} from '../../../src/areas/proxmox/storage-format.ts';
import { createLocalTime } from '../../../src/core/local-time.ts';
import { guest } from '../../support/fake-areas.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const clock = new FakeClock();
const time = createLocalTime(clock, 'UTC');
const ago = (hours: number): string => new Date(clock.now() - hours * 3_600_000).toISOString();
const formatted = (status: ProxmoxStatus) => formatBackups(backupsOf(status).backups, time);
const rowsOf = (finding: { rows?: readonly { text: string }[] }) =>
  finding.rows?.map(({ text }) => text);

test('backups that failed or are overdue come first, then good ones, then those that never were', () => {
  const guests = [
    guest({ id: 1, name: 'fresh', backup: { at: ago(10), usualSec: 86_400 } }),
    guest({ id: 2, name: 'never', backup: {} }),
    guest({ id: 3, name: 'old', backup: { at: ago(100), usualSec: 86_400 } }),
    guest({ id: 4, name: 'broken', backup: { at: ago(10), error: 'no space' } }),
    guest({ id: 5, name: 'reported' }),
    guest({ id: 6, name: 'unknown' }),
  ];
  const found = formatted({ lists: { guests, backups: [{ guest: 5, at: ago(2) }] } });
  expect(found.text).toBe('Proxmox: backups of 5 guests, 2 in trouble');
  expect(rowsOf(found)).toEqual([
    '! old backup 4d 4h old',
    '! broken backup failed',
    'fresh 02:00',
    'reported 10:00',
    'never no backup',
  ]);
});

test('a source that tells of no backups is not said to have none', () => {
  expect(formatted({ lists: { guests: [guest()] } }).text).toContain('told of');
  expect(formatted({}).rows).toBeUndefined();
});

test('the fullest storage comes first, marked from 90 % on', () => {
  const storages = [
    { name: 'local', node: 'pve1', usedPercent: 40 },
    { name: 'nas', node: 'pve1', shared: true, usedPercent: 97 },
    { name: 'silent', node: 'pve2' },
  ];
  expect(rowsOf(formatStorages(storagesOf({ lists: { storages } }).storages))).toEqual([
    '! nas 97% full',
    'local on pve1 40% full',
  ]);
});

test('without storages the disks of the nodes are told', () => {
  const nodes = [{ name: 'pve1', online: true, diskPercent: 71 }];
  expect(rowsOf(formatStorages(storagesOf({ lists: { nodes } }).storages))).toEqual([
    'disk on pve1 71% full',
  ]);
  expect(formatStorages(storagesOf({}).storages).text).toContain('told of');
});
