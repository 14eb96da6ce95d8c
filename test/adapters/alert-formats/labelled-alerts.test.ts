import { describe, expect, test } from 'vitest';
import { eventOf, NOW, readAt, reportOf, sampleBody } from './sample.ts';

const NEVER = '0001-01-01T00:00:00Z';

const alert = (labels: object, more: object = {}): object => ({
  status: 'firing',
  labels,
  annotations: {},
  startsAt: '2026-11-26T22:45:28.788775445Z',
  endsAt: NEVER,
  fingerprint: 'a626bd8888f00358',
  ...more,
});

const group = (...alerts: readonly unknown[]): object => ({
  receiver: 'relay',
  status: 'firing',
  alerts,
  groupKey: '{}:{}',
  version: '4',
});

const grafanaGroup = (...alerts: readonly unknown[]): object => ({
  ...group(...alerts),
  version: '1',
  orgId: 1,
});

describe('Alertmanager', () => {
  test('each alert has a state of its own, whatever the group says', () => {
    const { events } = reportOf(sampleBody('alertmanager-mixed'));
    expect(events.map(({ state }) => state)).toEqual(['resolved', 'firing']);
  });

  test('an alert that fires again has the same key and another beginning', () => {
    const first = eventOf(group(alert({ alertname: 'A' })));
    const again = eventOf(group(alert({ alertname: 'A' }, { startsAt: '2026-11-27T01:00:00Z' })));
    expect(again.key).toBe(first.key);
    expect(first.startedAt).toBe(Date.UTC(2026, 10, 26, 22, 45, 28, 788));
    expect(again.startedAt).not.toBe(first.startedAt);
  });

  test('the year 1 is no end', () => {
    const fires = eventOf(group(alert({ alertname: 'A' }, { status: undefined })));
    expect(fires).toMatchObject({ state: 'firing', endedAt: undefined });
  });

  test('an alert without anything but labels has a name, a severity and a key', () => {
    const bare = { labels: { alertname: 'Odd' } };
    expect(eventOf(group(bare))).toMatchObject({
      state: 'firing',
      severity: 'warning',
      title: 'Odd',
      subject: undefined,
    });
    expect(eventOf(group({ labels: {} })).title).toBe('alert without a name');
  });

  test.for(['Watchdog', 'DeadMansSwitch'])('%s is a sign of life', (alertname) => {
    expect(eventOf(group(alert({ alertname })))).toMatchObject({
      state: 'heartbeat',
      severity: 'info',
    });
  });

  test('the end of a sign of life is none', () => {
    const ended = alert({ alertname: 'Watchdog' }, { status: 'resolved' });
    expect(eventOf(group(ended))).toMatchObject({ state: 'nodata', severity: 'warning' });
  });

  test('alerts that were left out are counted', () => {
    expect(reportOf(sampleBody('alertmanager-truncated')).more).toBe(3);
  });

  test('alerts beyond a thousand, and unreadable ones, are counted', () => {
    const many = Array.from({ length: 1200 }, (_, at) => alert({ alertname: `A${at}` }));
    const report = reportOf({ ...group(null, ...many), truncatedAlerts: 5 });
    expect(report.events).toHaveLength(999);
    expect(report.more).toBe(207);
  });

  test.for([
    [{ instance: 'nas.lan:9100', job: 'node' }, 'nas.lan'],
    [{ instance: '[fd00::5]:9100' }, 'fd00::5'],
    [{ instance: 'https://plex.lan:32400/web?token=hunter2' }, 'plex.lan'],
    [{ namespace: 'media', pod: 'plex-0', node: 'pve1' }, 'media/plex-0'],
    [
      {
        job: 'kube-state-metrics',
        instance: '10.42.0.15:8080',
        namespace: 'media',
        pod: 'plex-0',
      },
      'media/plex-0',
    ],
    [{ node: 'pve1', host: 'other', job: 'node' }, 'pve1'],
    [{ host: 'ups1', job: 'nut' }, 'ups1'],
    [{ job: 'nut' }, 'nut'],
  ] as const)('%j is about %s', ([labels, subject]) => {
    expect(eventOf(group(alert({ alertname: 'A', ...labels }))).subject).toBe(subject);
  });

  test('names of labels that every object has are labels like others', () => {
    const body = JSON.stringify(group(alert({ alertname: 'A', severity: 'critical' })));
    const hostile = body.replace('"alertname"', '"__proto__":{"instance":"x"},"alertname"');
    expect(eventOf(hostile)).toMatchObject({
      title: 'A',
      severity: 'critical',
      subject: undefined,
    });
    expect(eventOf(group(alert({ alertname: 'A', constructor: 'b' }))).title).toBe('A');
  });
});

describe('Grafana', () => {
  test('the test button opens nothing', () => {
    expect(eventOf(sampleBody('grafana-test-button'))).toMatchObject({
      state: 'test',
      title: 'Grafana test',
      severity: 'info',
    });
  });

  test.for([
    ['DatasourceNoData', 'Disk full: no data'],
    ['DatasourceError', 'Disk full: data source error'],
  ] as const)('%s says nothing of the thing behind the rule', ([alertname, title]) => {
    const labels = { alertname, rulename: 'Disk full', severity: 'critical' };
    expect(eventOf(grafanaGroup(alert(labels)))).toMatchObject({
      state: 'nodata',
      subject: 'Disk full',
      severity: 'critical',
      title: title.replace('Disk full: ', ''),
    });
    const onHost = { ...labels, instance: 'nas:9100' };
    expect(eventOf(grafanaGroup(alert(onHost)))).toMatchObject({ subject: 'nas', title });
    const ended = alert(labels, { status: 'resolved' });
    expect(eventOf(grafanaGroup(ended)).state).toBe('resolved');
  });

  test('a custom payload is read like the one of any tool', () => {
    const custom = { title: 'High memory', status: 'resolved', level: 'critical' };
    expect(reportOf(custom)).toMatchObject({
      product: 'generic',
      events: [{ state: 'resolved', severity: 'critical' }],
    });
  });
});

describe('Prometheus itself', () => {
  const direct = (...alerts: readonly object[]) => {
    const report = readAt('/api/v2/alerts', JSON.stringify(alerts));
    return report.ok ? report.value.events : [];
  };
  const labels = { alertname: 'HostDown', instance: 'nas:9100' };

  test('an alert has ended when its end is past, and fires when its end is to come', () => {
    const iso = (ms: number) => new Date(NOW + ms).toISOString();
    const states = [-1000, 0, 1000].map((ms) => direct({ labels, endsAt: iso(ms) })[0]?.state);
    expect(states).toEqual(['resolved', 'resolved', 'firing']);
    expect(direct({ labels })[0]?.state).toBe('firing');
    expect(direct({ labels, endsAt: iso(1000) })[0]?.endedAt).toBeUndefined();
  });

  test('the labels in any order are the key, and nothing else is', () => {
    const { alertname, instance } = labels;
    const [one, same, other] = [
      ...direct({ labels, annotations: { summary: 'down' } }),
      ...direct({ labels: { instance, alertname }, annotations: { summary: 'still down' } }),
      ...direct({ labels: { ...labels, instance: 'pve:9100' } }),
    ].map(({ key }) => key);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  test('what is no list of alerts is refused', () => {
    expect(readAt('/api/v2/alerts', '{"labels":{}}')).toEqual({
      ok: false,
      error: 'not a list of alerts',
    });
    expect(readAt('/api/v2/alerts', '[1, null]')).toEqual({ ok: false, error: 'no alerts' });
    expect(readAt('/api/v2/alerts', '[{')).toEqual({ ok: false, error: 'bad JSON' });
  });
});
