import { expect } from 'vitest';
import { networkArea } from '../../src/areas/network/area.ts';
import { networkFromSources } from '../../src/areas/network/from-sources.ts';
import type { Client, Device, Network, NetworkAlert } from '../../src/areas/network/network.ts';
import type { AsyncReading } from '../../src/core/reading.ts';
import { err } from '../../src/core/result.ts';
import { converse } from '../support/conversation.ts';
import { type FakeClock, HOUR } from '../support/fake-clock.ts';
import {
  compare,
  type Dice,
  iso,
  noneYet,
  type State,
  several,
  WORLDS,
  world,
} from '../support/random-world.ts';
import { runsOf } from '../support/share.ts';
import { test } from '../support/table-test.ts';

interface House {
  readonly gear: readonly Device[];
  /** Named as away by a source that lists no gear, or contradicts its own list. */
  readonly offline: readonly string[];
  readonly alerts: readonly NetworkAlert[];
  readonly wan: { readonly up: boolean } | undefined;
  readonly clients: readonly Client[];
}

/** One of them is the beginning of another. */
const NAMES = ['AP-1', 'AP-10', 'USW', 'UDM'] as const;
const KINDS = {
  'AP-1': 'access-point',
  'AP-10': 'access-point',
  USW: 'switch',
  UDM: 'gateway',
} as const;

const alertIn = (die: Dice, clock: FakeClock): NetworkAlert => {
  const name = die.oneOf(...NAMES, 'nas', '10.0.0.9');
  const words = die.oneOf(
    `${name} is too hot`,
    `Lost sight of ${name}.`,
    `${name}\nrogue DHCP ${name}`,
    '.',
  );
  return {
    severity: die.oneOf('critical', 'warning', 'info', 'info'),
    message: words,
    ...(die.isLucky(0.8) && { at: iso(clock.now() - die.oneOf(0, 1, 23, 25, 400) * HOUR) }),
    ...(die.isLucky(0.3) && { device: name }),
  };
};

const house = (die: Dice, clock: FakeClock): House => ({
  gear: NAMES.flatMap((name) =>
    die.isLucky(0.8)
      ? [
          {
            ...{ name, kind: KINDS[name] },
            ...(die.isLucky(0.8) && { ids: [`id-${name}`, name] }),
            online: die.isLucky(0.02) ? undefined : die.isLucky(0.85),
            cpuPercent: die.oneOf(5, 99),
            canUpdate: die.isLucky(0.2),
          },
        ]
      : [],
  ),
  offline: die.isLucky(0.15) ? [die.oneOf(...NAMES)] : [],
  alerts: die.isLucky(0.5) ? several(3, die, () => alertIn(die, clock)) : [],
  wan: die.oneOf(undefined, { up: true }, { up: true }, { up: die.isLucky(0.9) }),
  clients: several(2, die, (index) => ({ id: `c${index}`, name: 'phone' })),
});

/** Who is said to be away, under the subject by which that may be so. */
const awayIn = ({ gear, offline }: House): readonly { name: string; subject: string }[] =>
  NAMES.filter(
    (name) => offline.includes(name) || gear.some((it) => it.name === name && it.online === false),
  ).map((name) => {
    const [id = name] = gear.find((it) => it.name === name)?.ids ?? [];
    return { name, subject: `network/device/${id}` };
  });

const wordsIn = (message: string): readonly string[] => message.split(/[^\w.-]+|\.$/);

/** The rule, written down a second time. */
function stateOfHouse(it: House, off: ReadonlySet<string>, at: number): State {
  const away = awayIn(it);
  const isAboutAway = ({ message, device }: NetworkAlert): boolean =>
    away.some(({ name }) => device === name || wordsIn(message).includes(name));
  const isCritical = (alert: NetworkAlert): boolean =>
    alert.severity === 'critical' &&
    (alert.at === undefined || at - Date.parse(alert.at) < 24 * HOUR) &&
    !isAboutAway(alert);
  if (it.wan?.up === false && !off.has('network/wan')) return 'broken';
  if (away.some(({ subject }) => !off.has(subject))) return 'broken';
  if (it.alerts.some(isCritical)) return 'broken';
  return it.gear.some(({ online }) => online === undefined) ? 'unknown' : 'well';
}

/** A source that counts, and lists what it counted when it is asked for that. */
const counting = (say: <T>(pick: (it: House) => T) => () => AsyncReading<T>): Network => ({
  status: say((it) => ({
    devices: it.clients.length,
    alerts: it.alerts.length,
    ...(it.offline.length > 0 && { offline: [...it.offline] }),
  })),
  details: say((it) => ({ gear: [...it.gear], ...(it.wan && { wan: it.wan }) })),
  alerts: say((it) => ({ alerts: [...it.alerts] })),
  clients: say((it) => ({ clients: [...it.clients] })),
});

test('OK is said of the network only when nothing in it is broken, and always then', async () => {
  const said = noneYet();
  for (const seed of WORLDS) {
    const { clock, die, inventory, say, furnishing, now, turn } = world(seed, house);
    const isCounting = die.isLucky(0.5);
    const network = isCounting
      ? counting(say)
      : networkFromSources(
          {
            devices: say((it) => it.gear),
            clients: say((it) => it.clients),
            alerts: say((it) => it.alerts),
            uplink: say(({ wan }) => ({ ...(wan && { wan }) })),
          },
          'UniFi',
          clock,
        );
    const phone = converse([networkArea({ network, ...furnishing })], clock);
    const off = new Set<string>();
    const seen = (): House => (isCounting ? now() : { ...now(), offline: [] });
    const stateOf = () => stateOfHouse(seen(), off, clock.now());
    for (let look = 0; look < 3; look += 1) {
      turn();
      for (const gone of die.isLucky(0.7) ? awayIn(seen()) : []) {
        off.add(gone.subject);
        await inventory.expectOff(gone);
      }
      const about = { seed, look, isCounting, seen: seen(), off: [...off] };
      await compare(phone, { door: '1', stateOf, about }, said);
    }
  }
  expect(Math.min(said.well, said.broken)).toBeGreaterThan(runsOf(80));
  expect(said.unknown).toBeGreaterThanOrEqual(runsOf(11));
});

test.for<readonly [string, () => AsyncReading<never>, RegExp]>([
  [
    'are told by nobody',
    async () => err({ kind: 'no-source', service: 'X', what: 'alerts' }),
    /^Network ! 2 alerts open\n/,
  ],
  [
    'cannot be asked for',
    async () => err({ kind: 'timeout', service: 'X', afterMs: 1 }),
    /^Network ! 2 alerts open\n/,
  ],
])('alerts that are counted and %s may be anything', async ([, alerts, expected]) => {
  const { clock, say, furnishing } = world(1, house);
  const network = {
    ...counting(say),
    status: say(() => ({ devices: 1, alerts: 2, gear: [] })),
    alerts,
  };
  const phone = converse([networkArea({ network, ...furnishing })], clock);
  expect(await phone.says('1')).toMatch(expected);
});
