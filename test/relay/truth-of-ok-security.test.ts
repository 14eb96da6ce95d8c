import { expect, test } from 'vitest';
import { securityArea } from '../../src/areas/security/area.ts';
import { securityFromSources } from '../../src/areas/security/from-sources.ts';
import type { SecurityAlert } from '../../src/areas/security/security.ts';
import type { SecuritySources } from '../../src/areas/security/sources.ts';
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

/** What one tool says, or that it says nothing. */
interface Watch {
  readonly isSilent: boolean;
  readonly alerts: readonly SecurityAlert[];
}

const NAMES = ['CrowdSec', 'Wazuh'] as const;
type Watches = Readonly<Record<(typeof NAMES)[number], Watch>>;

const watch = (die: Dice, clock: FakeClock): Watch => ({
  isSilent: die.isLucky(0.1),
  alerts: several(3, die, () => ({
    severity: die.oneOf('critical', 'warning', 'warning', 'info'),
    message: die.oneOf('Root login', 'OK.', '.', 'line\nbreak', 'word '.repeat(60)),
    ...(die.isLucky(0.8) && { at: iso(clock.now() - die.oneOf(0, 1, 23, 25, 400) * HOUR) }),
  })),
});

const watches = (die: Dice, clock: FakeClock): Watches => ({
  CrowdSec: watch(die, clock),
  Wazuh: watch(die, clock),
});

/** The rule, written down a second time: a tool may be silent where another one is heard, and is missed then. */
function stateOfAll(all: Partial<Watches>, off: ReadonlySet<string>, at: number): State {
  const told = Object.entries(all).flatMap(([name, it]) => (it.isSilent ? [] : [{ name, ...it }]));
  if (told.length === 0) return 'unknown';
  const isCritical = told.some(({ alerts }) =>
    alerts.some(
      (it) =>
        it.severity === 'critical' && (it.at === undefined || at - Date.parse(it.at) < 24 * HOUR),
    ),
  );
  const isMissed = Object.entries(all).some(
    ([name, it]) => it.isSilent && !off.has(`security/source/${name}`),
  );
  return isCritical || isMissed ? 'broken' : 'well';
}

test('OK is said of security only when nothing in it is broken, and always then', async () => {
  const said = noneYet();
  for (const seed of WORLDS) {
    const { clock, die, inventory, say, furnishing, now, turn } = world(seed, watches);
    const heard = die.isLucky(0.7) ? NAMES : NAMES.slice(1);
    const security = securityFromSources(
      heard.map((name): readonly [string, SecuritySources] => {
        const told = say((it) => it[name].alerts);
        const fails = async () => err({ kind: 'timeout', service: name, afterMs: 1 } as const);
        return [name, { alerts: () => (now()[name].isSilent ? fails() : told()) }];
      }),
      'Security',
      clock,
    );
    const phone = converse([securityArea({ security, ...furnishing })], clock);
    const off = new Set<string>();
    const seen = (): Partial<Watches> =>
      Object.fromEntries(heard.map((name) => [name, now()[name]] as const));
    const stateOf = () => stateOfAll(seen(), off, clock.now());
    for (let look = 0; look < 3; look += 1) {
      turn();
      if (die.isLucky(0.1)) {
        const subject = `security/source/${die.oneOf(...NAMES)}`;
        off.add(subject);
        await inventory.expectOff({ subject, name: subject });
      }
      const about = { seed, look, heard, seen: seen(), off: [...off] };
      await compare(phone, { door: '4', stateOf, about }, said);
    }
  }
  expect(Math.min(said.well, said.broken)).toBeGreaterThan(runsOf(80));
  expect(said.unknown).toBeGreaterThanOrEqual(runsOf(6));
});

test('a source that only counts is believed, and so are alerts that nobody lists', async () => {
  const said = noneYet();
  for (const seed of WORLDS) {
    const { clock, die, say, furnishing, turn } = world(seed, (it) => ({
      critical: it.oneOf(0, 0, 1, 12),
      warnings: it.upTo(3),
      ...(it.isLucky(0.2) && { silent: ['Wazuh'] }),
    }));
    let now = { critical: 0, silent: undefined as readonly string[] | undefined };
    const status = say((it) => {
      now = { critical: it.critical, silent: it.silent };
      return it;
    });
    const unlisted = async () => err({ kind: 'no-source', service: 'X', what: 'alerts' } as const);
    const security = {
      ...{ status, alerts: unlisted, logs: unlisted, firewall: unlisted },
    };
    const phone = converse([securityArea({ security, ...furnishing })], clock);
    const stateOf = (): State => (now.critical > 0 || now.silent ? 'broken' : 'well');
    turn();
    await compare(phone, { door: '4', stateOf, about: { seed, die: die.upTo(1) } }, said);
  }
  expect(Math.min(said.well, said.broken)).toBeGreaterThan(runsOf(30));
});
