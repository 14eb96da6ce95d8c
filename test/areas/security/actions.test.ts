import { expect, test } from 'vitest';
import { optionsForRule, securityActions } from '../../../src/areas/security/actions.ts';
import { BAN_VERBS, type FirewallRule } from '../../../src/areas/security/security.ts';
import { ok } from '../../../src/core/result.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { ALICE } from '../../support/people.ts';

const ADDRESS = '203.0.113.5';
const ban = (id?: string): FirewallRule => ({
  name: ADDRESS,
  action: 'block',
  enabled: true,
  banned: ADDRESS,
  id,
});

interface Told {
  readonly rules: readonly FirewallRule[];
  /** Why this is not all there is. */
  readonly missing?: string;
}

const NONE: Told = { rules: [] };
const GAP = 'no answer about CrowdSec';

/** What is seen of a deed when this was told before it, and that after it. */
async function outcomeOf(verb: string, before: Told, after: Told) {
  const clock = new FakeClock();
  let told = before;
  const silent = () => new Promise<never>(() => {});
  const actions = securityActions({
    status: silent,
    alerts: silent,
    logs: silent,
    firewall: async () =>
      ok({
        value: { rules: [...told.rules] },
        asOf: clock.now(),
        source: 'x',
        missing: told.missing,
      }),
    changes: { verbs: async () => new Set(BAN_VERBS), act: async () => ok(undefined) },
  });
  const action = actions.find((it) => it.verb === verb);
  const plan = await action?.plan({ address: ADDRESS }, ALICE);
  if (!plan?.ok) throw new Error(`nobody can ${verb}`);
  told = after;
  return (await action?.verify({ address: ADDRESS }, plan.value.evidence, 0))?.state;
}

test.for<readonly [what: string, verb: string, before: Told, after: Told, state: string]>([
  ['a ban that was not there', 'ban', NONE, { rules: [ban()] }, 'done'],
  ['a ban of another id', 'ban', { rules: [ban('1')] }, { rules: [ban('2')] }, 'done'],
  ['a ban that was there', 'ban', { rules: [ban('1')] }, { rules: [ban('1')] }, 'open'],
  ['a ban of no id, and one before', 'ban', { rules: [ban()] }, { rules: [ban()] }, 'open'],
  ['a ban after half a list', 'ban', { rules: [], missing: GAP }, { rules: [ban('1')] }, 'open'],
  ['no ban, and one before', 'unban', { rules: [ban('1')] }, NONE, 'done'],
  ['no ban, and none before', 'unban', NONE, NONE, 'open'],
  ['no ban in half a list', 'unban', { rules: [ban()] }, { rules: [], missing: GAP }, 'open'],
])('%s is seen: %s', async ([, verb, before, after, state]) => {
  expect(await outcomeOf(verb, before, after)).toBe(state);
});

test.for<readonly [string, Partial<FirewallRule>, boolean]>([
  ['a ban', {}, true],
  ['a ban of a source that cannot lift it', { canUnban: false }, false],
  ['a captcha', { action: 'captcha', banned: undefined }, false],
  ['a ban that is off', { enabled: false }, false],
  ['a range', { banned: undefined, bannedRange: '203.0.113.0/24' }, false],
])('unban under %s is offered: %s', async ([, over, isOffered]) => {
  const changes = { verbs: async () => new Set(BAN_VERBS), act: async () => ok(undefined) };
  const offers = await optionsForRule({ changes }, { ...ban(), ...over });
  expect(offers.map(({ operation }) => operation)).toEqual(isOffered ? ['security_unban'] : []);
});
