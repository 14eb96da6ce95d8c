import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AlertEvent } from '../../src/alerts/alert-event.ts';
import { type AlertHouse, openAlertHouse } from '../support/alert-house.ts';
import { startAlertIntake } from '../support/alert-intake-server.ts';
import {
  postedAlert as alertOf,
  endedAlert,
  isAlertmanagerMissing,
  type RealAlertmanager,
  startAlertmanager,
  untilTrue,
} from './start-alertmanager.ts';

const KEY = 'k'.repeat(40);

describe.skipIf(isAlertmanagerMissing)(
  `a real Alertmanager (else: apt-get install prometheus-alertmanager)`,
  () => {
    let house: AlertHouse;
    let manager: RealAlertmanager;
    const cleanup = new AsyncDisposableStack();
    let received: AlertEvent[][];
    let refusals = 0;

    beforeAll(async () => {
      house = cleanup.use(openAlertHouse({ start: Date.now() }));
      received = [];
      const app = await startAlertIntake(house, {
        key: KEY,
        async receive(events) {
          if (refusals > 0) {
            refusals -= 1;
            throw new Error('the database is busy');
          }
          received.push([...events]);
          await house.alerts.receive(events);
        },
      });
      cleanup.defer(() => app.close());
      const relay = await app.listen({ host: '127.0.0.1', port: 0 });
      manager = cleanup.use(
        await startAlertmanager(
          `route: {receiver: relay, group_by: [alertname, cluster], group_wait: 300ms, group_interval: 1s, repeat_interval: 3s}
receivers:
  - name: relay
    webhook_configs:
      - url: ${relay}/hooks/alertmanager
        http_config: {authorization: {credentials: ${KEY}}}
inhibit_rules:
  - source_matchers: [alertname = Switch]
    target_matchers: [alertname = HostDown]
    equal: [cluster]
`,
        ),
      );
    }, 20_000);

    afterAll(() => cleanup.disposeAsync());

    const until = (isDone: () => boolean): Promise<void> =>
      untilTrue(isDone, () => received.slice(-3));
    const fire = (...alerts: object[]) => manager.post('/api/v2/alerts', alerts);
    const resolve = (...alerts: object[]) => manager.post('/api/v2/alerts', alerts.map(endedAlert));

    const states = (subject: string): readonly string[] =>
      received
        .flat()
        .filter((event) => event.subject === subject)
        .map(({ state }) => state);

    /** Lets the house's own time pass, in which texts are due. */
    const pass = async (seconds: number): Promise<readonly string[]> => {
      const before = house.sent.length;
      const now = (house.clock.now() - start) / 1000;
      await house.until(now + seconds);
      return house.sent.slice(before).map(({ text }) => text);
    };
    let start = 0;
    beforeAll(() => {
      start = house.clock.now();
    });

    test('fires, groups, repeats and resolves; what is busy is asked again', async () => {
      refusals = 1; // 503
      await fire(alertOf('nas:9100'));
      await until(() => states('nas').includes('firing'));
      await fire(alertOf('nas:9100'), alertOf('pve2:9100'));
      await until(() => states('pve2').includes('firing'));
      expect(await pass(62)).toEqual([
        expect.stringMatching(
          /^! HostDown: Host nas:9100 is down.* With it: pve2 \(1\)\.\nA2 A=ack/,
        ),
      ]);
      const reports = received.length;
      await until(() => received.length > reports); // the repeat
      expect(await pass(60)).toEqual([]);
      await resolve(alertOf('nas:9100'));
      await until(() => states('nas').includes('resolved'));
      expect(await pass(70)).toEqual([]); // one of two
      await resolve(alertOf('pve2:9100'));
      await until(() => states('pve2').includes('resolved'));
      expect(await pass(70)).toEqual([expect.stringMatching(/^A2 ok .*and 1 more/)]);
    }, 30_000);

    test('an alert that ends under a silence never says so, and is stale instead of open for ever', async () => {
      await fire(alertOf('ups:9100', { alertname: 'Ups' }));
      await until(() => states('ups').includes('firing'));
      expect(await pass(30)).toEqual([expect.stringContaining('Host ups:9100 is down')]);
      const matchers = [{ name: 'alertname', value: 'Ups', isRegex: false, isEqual: true }];
      const [startsAt, endsAt] = [new Date(), new Date(Date.now() + 3_600_000)];
      await manager.post('/api/v2/silences', {
        ...{ matchers, startsAt, endsAt, createdBy: 'anna', comment: 'known' },
      });
      await resolve(alertOf('ups:9100', { alertname: 'Ups' }));
      await sleep(2500); // two intervals, in which nothing may come
      expect(states('ups')).not.toContain('resolved');
      const texts = await pass(26 * 60 * 60);
      expect(texts.filter((text) => text.includes(' ok '))).toEqual([]);
      expect(texts).toContainEqual(expect.stringMatching(/^\? A3 ups: no news from alertmanager/));
    }, 30_000);

    test('an inhibited alert is not reported, and the one that inhibits it is', async () => {
      await fire(alertOf('sw-attic', { alertname: 'Switch' }));
      await until(() => states('sw-attic').includes('firing'));
      await fire(alertOf('tv:9100'));
      await sleep(2000);
      expect(states('tv')).toEqual([]);
      expect(await pass(30)).toEqual([expect.stringContaining('sw-attic')]);
    }, 30_000);
  },
);
