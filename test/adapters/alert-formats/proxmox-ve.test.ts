import { expect, test } from 'vitest';
import { eventOf, sampleBody } from './sample.ts';

const body = (severity: string, fields: object, title = 'Some title'): object => ({
  title,
  severity,
  timestamp: 1_764_195_000,
  fields,
  message: '',
});

test('a successful backup has the key of the failed one of the same job', () => {
  const failed = eventOf(sampleBody('proxmox-backup-failed'));
  expect(eventOf(sampleBody('proxmox-backup-ok'))).toMatchObject({
    key: failed.key,
    state: 'resolved',
  });
  const manual = body('info', { type: 'vzdump', hostname: 'pve1' });
  expect(eventOf(manual).key).not.toBe(failed.key);
});

test('a failed backup names the guests that it failed for', () => {
  const { title, detail } = eventOf(sampleBody('proxmox-backup-failed'));
  expect(title).toBe('backup failed: plex');
  expect(detail).toContain('Details VMID Name');
});

test('a time in seconds is read', () => {
  expect(eventOf(sampleBody('proxmox-backup-failed')).startedAt).toBe(1_764_195_000_000);
});

test('fencing is about the node that failed, and not about the one that reports it', () => {
  expect(eventOf(sampleBody('proxmox-fencing'))).toMatchObject({
    subject: 'pve2',
    severity: 'critical',
  });
});

test.for([
  ['error', 'warning', 'firing'],
  ['warning', 'warning', 'firing'],
  ['unknown', 'warning', 'firing'],
  ['notice', 'info', 'info'],
  ['info', 'info', 'resolved'],
] as const)('severity %s is %s, and %s', ([severity, level, state]) => {
  const event = eventOf(body(severity, { type: 'vzdump', hostname: 'pve1' }));
  expect(event).toMatchObject({ severity: level, state });
});

test('good news of what never fails ends nothing', () => {
  expect(eventOf(body('info', { type: 'package-updates', hostname: 'pve1' })).state).toBe('info');
});

test('mails about different things are different alerts', () => {
  const mail = (title: string) =>
    eventOf(body('unknown', { type: 'system-mail', hostname: 'pve1' }, title)).key;
  expect(mail('SMART error on sda')).not.toBe(mail('ZFS pool degraded'));
});

test('the test button is known by its title', () => {
  expect(eventOf(body('info', {}, 'Test notification'))).toMatchObject({
    state: 'test',
    title: 'Proxmox test',
  });
});
