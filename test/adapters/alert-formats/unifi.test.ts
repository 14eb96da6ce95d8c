import { expect, test } from 'vitest';
import { eventOf, reportOf, sampleBody } from './sample.ts';

const alarm = (name: string, parameters: object, more: object = {}): object => ({
  app: 'network',
  name,
  message: `${name}.`,
  severity: 5,
  device_event_class_id: '1',
  parameters,
  ...more,
});
const device = {
  UNIFIhost: 'UDM',
  UNIFIdeviceName: 'AP Attic',
  UNIFIdeviceMac: 'AA:BB:CC:00:11:22',
};

test('a device that is back has the key of its failure', () => {
  const offline = eventOf(sampleBody('unifi-device-offline'));
  const online = eventOf(alarm('Device Online', device, { device_event_class_id: '121' }));
  expect(online).toMatchObject({ state: 'resolved', subject: 'AP Attic', key: offline.key });
});

test('the internet has an end as well, though its class is another one', () => {
  const host = { UNIFIhost: 'UDM' };
  const lost = eventOf(alarm('Internet Disconnected', host, { device_event_class_id: '601' }));
  const back = eventOf(alarm('Internet Restored', host, { device_event_class_id: '602' }));
  expect([lost.state, back.state]).toEqual(['firing', 'resolved']);
  expect(back.key).toBe(lost.key);
});

test('what has no end does not share the key of an outage of the same device', () => {
  const event = eventOf(alarm('Channel Changed', device));
  expect(event.state).toBe('info');
  expect(event.key).not.toBe(eventOf(alarm('Device Offline', device)).key);
});

test('clients come and go', () => {
  const client = { UNIFIclientAlias: 'Phone', UNIFIclientMac: '00:11:22:33:44:55' };
  expect(eventOf(alarm('WiFi Client Disconnected', client))).toMatchObject({
    state: 'info',
    subject: 'Phone',
  });
});

test.for([
  [0, 'info'],
  [3, 'info'],
  [4, 'warning'],
  [8, 'warning'],
  [9, 'critical'],
  [10, 'critical'],
  ['odd', 'warning'],
] as const)('severity %s is %s', ([severity, level]) => {
  expect(eventOf(alarm('Device Offline', device, { severity })).severity).toBe(level);
});

test('both spellings of names are one', () => {
  const { device_event_class_id: eventClass, ...rest } = {
    device_event_class_id: '9',
    ...alarm('Threat Blocked', { UNIFIhost: 'UDM' }),
  };
  const camel = eventOf({ ...rest, deviceEventClassId: eventClass });
  expect(camel.key).toBe(eventOf({ ...rest, device_event_class_id: eventClass }).key);
});

test('older versions send a message alone', () => {
  expect(eventOf({ msg: 'AP Attic was disconnected' })).toMatchObject({
    state: 'firing',
    title: 'AP Attic was disconnected',
  });
});

test('two triggers of one event of Protect are one', () => {
  const { events } = reportOf(sampleBody('unifi-protect-person'));
  expect(events).toHaveLength(1);
  expect(events[0]?.startedAt).toBe(1_773_842_572_461);
});

test('an alarm of Protect with two events is two', () => {
  const triggers = ['a', 'b'].map((eventId) => ({ key: 'vehicle', eventId }));
  const { events } = reportOf({ alarm: { name: 'Drive', triggers }, timestamp: 1_773_842_572_972 });
  expect(events.map(({ key, title }) => [key, title])).toEqual([
    ['a', 'vehicle detected'],
    ['b', 'vehicle detected'],
  ]);
});

test('an alarm of Protect without an id of its event is known by its name and time', () => {
  const key = (timestamp: unknown) =>
    eventOf({ alarm: { name: 'Door', triggers: [{ key: 'person' }] }, timestamp }).key;
  expect(key(1_773_842_572_972)).not.toBe(key(1_773_842_999_999));
  expect(key({ toString: 1 })).toMatch(/^[0-9a-f]{32}$/);
});

test.for([{ device: 'FAKE_MAC' }, { eventId: 'testEventId' }])('%j is a test', (trigger) => {
  const event = eventOf({ alarm: { name: 'Door', triggers: [{ key: 'person', ...trigger }] } });
  expect(event).toMatchObject({ state: 'test', title: 'UniFi Protect test' });
});
