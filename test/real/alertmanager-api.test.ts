import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SnoozeAccess } from '../../src/alerts/alert-source.ts';
import { ALERT_TIMING } from '../../src/alerts/alert-timing.ts';
import { RECONCILE_TIMING } from '../../src/alerts/reconcile.ts';
import { createRound } from '../../src/app/reconcile-source.ts';
import { createSnoozeSync } from '../../src/app/snooze-at-source.ts';
import { alertApiOf } from '../support/alert-api.ts';
import { type AlertHouse, openAlertHouse } from '../support/alert-house.ts';
import { startAlertIntake } from '../support/alert-intake-server.ts';
import { alertPhone as phoneOf } from '../support/alert-phone.ts';
import {
  postedAlert as alertOf,
  endedAlert,
  isAlertmanagerMissing,
  type RealAlertmanager,
  startAlertmanager,
  untilTrue,
} from './start-alertmanager.ts';

const KEY = 'k'.repeat(40);
const Silences = z.array(
  z.object({
    ...{ id: z.string(), createdBy: z.string(), comment: z.string(), endsAt: z.string() },
    status: z.object({ state: z.string() }),
    matchers: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
);
const never = new AbortController().signal;

describe.skipIf(isAlertmanagerMissing)(
  `a real Alertmanager that is asked (else: apt-get install prometheus-alertmanager)`,
  () => {
    const cleanup = new AsyncDisposableStack();
    let house: AlertHouse;
    let manager: RealAlertmanager;
    let source: ReturnType<typeof alertApiOf>;
    let ask: (signal: AbortSignal) => Promise<unknown>;
    let start: number;

    beforeAll(async () => {
      house = cleanup.use(openAlertHouse({ start: Date.now() }));
      start = house.clock.now();
      const app = await startAlertIntake(house, { key: KEY });
      cleanup.defer(() => app.close());
      const relay = await app.listen({ host: '127.0.0.1', port: 0 });
      manager = cleanup.use(
        await startAlertmanager(`
route:
  receiver: relay
  group_wait: 200ms
  group_interval: 1s
  repeat_interval: 1h
  routes:
    - {receiver: lost, matchers: [alertname = Lost]}
    - {receiver: "null", matchers: [alertname = Unwanted]}
receivers:
  - name: relay
    webhook_configs:
      - url: ${relay}/hooks/am
        http_config: {authorization: {credentials: ${KEY}}}
  - name: lost
  - name: "null"
`),
      );
      source = cleanup.use(
        alertApiOf({ source: 'am', kind: 'alertmanager', url: manager.url, token: 'a-token' }),
      );
      ask = createRound({
        ...{ source, alerts: house.alerts, timing: RECONCILE_TIMING, clock: house.clock },
        lowerOwn: (event) => event,
        ...{ countRound: () => {}, countRepairs: () => {} },
      });
    }, 20_000);

    afterAll(() => cleanup.disposeAsync());

    const fire = (...alerts: object[]) => manager.post('/api/v2/alerts', alerts);
    const end = (...alerts: object[]) => fire(...alerts.map(endedAlert));

    const stateOf = async (host: string) => {
      const { value } = await house.alerts.view(({ book }) =>
        book
          .incidents()
          .flatMap(({ id }) => book.members(id))
          .find(({ subject }) => subject === host),
      );
      return value?.state;
    };

    /** Lets the house's own time pass; returns the texts. */
    async function pass(seconds: number): Promise<readonly string[]> {
      const before = house.sent.length;
      await house.until((house.clock.now() - start) / 1000 + seconds);
      return house.sent.slice(before).map(({ text }) => text);
    }

    const silences = async () =>
      Silences.parse(await manager.get('/api/v2/silences')).filter(
        ({ status }) => status.state !== 'expired',
      );

    const silenceBy = (createdBy: string, alertname: string) =>
      manager.post('/api/v2/silences', {
        matchers: [{ name: 'alertname', value: alertname, isRegex: false, isEqual: true }],
        startsAt: new Date(),
        endsAt: new Date(Date.now() + 3_600_000),
        ...{ createdBy, comment: 'known' },
      });

    const syncOf = (access: SnoozeAccess | undefined = source.api.snoozes) => {
      if (!access) throw new Error('no snoozes');
      return createSnoozeSync({
        ...{ source: 'am', access, alerts: house.alerts, store: house.stores.alerts },
        ...{ timing: ALERT_TIMING, nameOf: (id: string) => id, clock: house.clock },
      });
    };

    test('an alert that ends under a silence is found, and told as over', async () => {
      const ups = alertOf('ups', { alertname: 'Ups' });
      await fire(ups);
      await untilTrue(async () => (await stateOf('ups')) === 'firing');
      expect(await pass(300)).toEqual([expect.stringContaining('Host ups is down')]);
      await ask(never);
      await silenceBy('anna', 'Ups');
      await pass(300);
      await ask(never); // silenced there, and it still fires
      expect(await stateOf('ups')).toBe('firing');
      await end(ups);
      await pass(300);
      await ask(never);
      expect(await stateOf('ups')).toBe('firing');
      await pass(120);
      await ask(never);
      expect(await stateOf('ups')).toBe('resolved');
      expect(await pass(70)).toEqual([expect.stringMatching(/ ok .*ups/)]);
    }, 30_000);

    test('an alert whose webhook was lost is found, and one that goes to nobody is not', async () => {
      await fire(alertOf('nas', { alertname: 'Lost' }), alertOf('tv', { alertname: 'Unwanted' }));
      await pass(300);
      await untilTrue(async () => {
        await ask(never);
        return (await stateOf('nas')) === 'firing';
      });
      expect(await stateOf('tv')).toBeUndefined();
      expect(await pass(25)).toEqual([expect.stringContaining('Host nas is down')]);
      await end(alertOf('nas', { alertname: 'Lost' }));
      await pass(300);
      await ask(never);
      await pass(120);
      await ask(never);
      expect(await pass(70)).toEqual([expect.stringMatching(/ ok .*nas/)]);
    }, 30_000);

    test('a snooze is a silence there, and its removal ends that and no other', async () => {
      await fire(alertOf('pve2'));
      await untilTrue(async () => (await stateOf('pve2')) === 'firing');
      const [text = ''] = await pass(30);
      const code = /\n(\w\d) A=ack/.exec(text)?.[1] ?? '';
      const says = phoneOf(house);
      const sync = syncOf();
      expect(await says(`${code} s 2h`)).toContain('snoozed to');
      await sync(never);
      const [own, ...others] = (await silences()).toSorted((a) =>
        a.createdBy === 'anna' ? 1 : -1,
      );
      expect(others.map(({ createdBy }) => createdBy)).toEqual(['anna']);
      expect(own).toMatchObject({
        createdBy: 'sms-relay',
        comment: `Snoozed from the phone by anna (sms-relay ${code})`,
        matchers: Object.entries(alertOf('pve2').labels)
          .map(([name, value]) => ({ name, value }))
          .toSorted((a, b) => a.name.localeCompare(b.name)),
      });
      await untilTrue(async () => {
        const listed = await manager.get('/api/v2/alerts?filter=instance%3D%22pve2%22');
        return JSON.stringify(listed).includes('"state":"suppressed"');
      });
      await sync(never); // nothing is done twice
      expect(await silences()).toHaveLength(2);

      expect(await says(`${code} s 3h`)).toContain('snoozed to');
      await sync(never); // longer
      const longer = (await silences()).filter(({ createdBy }) => createdBy === 'sms-relay');
      expect(longer).toHaveLength(1);
      expect(Date.parse(longer[0]?.endsAt ?? '')).toBeGreaterThan(Date.parse(own?.endsAt ?? ''));

      await says(`${code} u`);
      await sync(never);
      expect((await silences()).map(({ createdBy }) => createdBy)).toEqual(['anna']);
    }, 30_000);

    test('a crash after a silence was begun neither doubles it nor forgets it', async () => {
      const access = source.api.snoozes;
      if (!access) throw new Error('no snoozes');
      const { value: code = '' } = await house.alerts.view(
        ({ book }) => book.incidents().find((it) => it.closedAt === undefined)?.code,
      );
      const says = phoneOf(house);
      const crashing = () =>
        syncOf({
          ...access,
          async begin(...order) {
            await access.begin(...order);
            throw new Error('killed');
          },
        });
      await says(`${code} s 1h`);
      await expect(crashing()(never)).rejects.toThrow('killed');
      expect(await silences()).toHaveLength(2);
      await says(`${code} u`); // before the next process looks
      await syncOf()(never);
      expect(await silences()).toHaveLength(1);

      await says(`${code} s 2h`);
      await expect(crashing()(never)).rejects.toThrow('killed');
      await syncOf()(never); // the next process
      expect(await silences()).toHaveLength(2);

      await says(`${code} s 3h`);
      await expect(crashing()(never)).rejects.toThrow('killed');
      expect(await silences()).toHaveLength(2);
      await says(`${code} u`); // before the next process looks
      await syncOf()(never);
      expect((await silences()).map(({ createdBy }) => createdBy)).toEqual(['anna']);
    }, 30_000);

    test('a silence ends with what it silences, and one that its owner ended stays ended', async () => {
      const says = phoneOf(house);
      const { value: code = '' } = await house.alerts.view(
        ({ book }) => book.incidents().find((it) => it.closedAt === undefined)?.code,
      );
      await says(`${code} s 2h`);
      await syncOf()(never);
      const own = (await silences()).find(({ createdBy }) => createdBy === 'sms-relay');
      await fetch(new URL(`/api/v2/silence/${own?.id}`, manager.url), { method: 'DELETE' });
      await syncOf()(never);
      expect(await silences()).toHaveLength(1);

      await says(`${code} s 3h`);
      await syncOf()(never);
      expect(await silences()).toHaveLength(2);
      await end(alertOf('pve2'));
      for (let round = 0; round < 2; round += 1) {
        await pass(300);
        await ask(never);
      }
      expect(await stateOf('pve2')).toBe('resolved');
      await syncOf()(never);
      expect(await silences()).toHaveLength(1);
    }, 30_000);
  },
);
