import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { HOLD_ALERTS_LONGER } from '../../src/alerts/hold-operations.ts';
import { composeFullCatalogue } from '../../src/app/full-catalogue.ts';
import { LOCK_OUT } from '../../src/approvals/lock-out.ts';
import type { Area } from '../../src/areas/shared/area.ts';
import type { Clock } from '../../src/core/clock.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { type Homelab, startHomelab } from '../../src/demo/homelab-servers.ts';
import type { Plan } from '../../src/operation/change-operation.ts';
import type { Offer } from '../../src/operation/offer.ts';
import { createDemoAreas } from '../support/demo-areas.ts';
import { fastClock } from '../support/fast-clock.ts';
import { ALICE } from '../support/people.ts';

/** The clock of a process that began later: its steady time counts from anew. */
const later = (clock: Clock): Clock => ({
  ...clock,
  steady: () => clock.steady() - 1_000_000,
  origin: clock.origin + 1,
});

const before = fastClock(Date.now());
const after = later(before);
const cleanup = new AsyncDisposableStack();
let homelab: Homelab;
let house: readonly Area[];

const changeIn = (areas: readonly Area[], name: string) => {
  const found = areas.flatMap(({ changes = [] }) => changes).find((it) => it.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};

/** The text of a read of the house. */
async function look(name: string, id?: string) {
  const operation = house.flatMap(({ operations }) => operations).find((it) => it.name === name);
  const answer = await operation?.call(id === undefined ? {} : { id });
  if (!answer?.ok) throw new Error(`${name} ${id} says nothing`);
  return answer.value.format(createLocalTime(before, 'UTC'));
}

const Evidence = z.record(z.string(), z.unknown());

const THINGS = [
  ['network_clients', 'network_client'],
  ['proxmox_guests', 'proxmox_guest'],
  ['k8s_pods', 'k8s_pod'],
  ['k8s_deployments', 'k8s_deployment'],
  ['security_alerts', 'security_alert'],
  ['security_firewall', 'security_rule'],
] as const;

/** All that is offered on anything in the house. */
async function offersOf(): Promise<readonly Offer[]> {
  const found: Offer[] = [];
  for (const [list, item] of THINGS) {
    for (const { id } of (await look(list)).rows ?? []) {
      found.push(...((await look(item, id)).offers ?? []));
    }
  }
  const seen = await house.find(({ info }) => info.name === 'network')?.searchEntries();
  const devices = (seen?.ok ? seen.value.seen : []).filter(
    ({ opens }) => opens.screen === 'network.device',
  );
  for (const { opens } of devices) {
    found.push(...((await look('network_device', opens.subject)).offers ?? []));
  }
  return found;
}

/** Notes of the questions about targets that can be seen to change. */
const NOTES: Readonly<Record<string, RegExp>> = {
  network_cycle: /loses? power/,
  security_unban: /^It is banned now/,
};

/** The inputs to try, in this order, until one can be planned. */
function inputsOf(name: string, offers: readonly Offer[]): readonly object[] {
  const offered = offers.filter(({ operation }) => operation === name).map(({ input }) => input);
  if (name === 'network_cycle') {
    return offered.flatMap((input) =>
      Array.from({ length: 24 }, (_, port) => ({ ...input, number: String(port + 1) })),
    );
  }
  if (name === 'k8s_scale') return offered.map((input) => ({ ...input, number: '3' }));
  return name === 'security_unban' ? [...offered, ...inputsOf('security_ban', offers)] : offered;
}

async function plan(
  name: string,
  offers: readonly Offer[],
): Promise<{ readonly input: object; readonly planned: Plan }> {
  const change = changeIn(house, name);
  for (const input of inputsOf(name, offers)) {
    const planned = await change.plan(input, ALICE);
    const note = planned.ok ? (planned.value.note ?? '') : '';
    if (planned.ok && (NOTES[name]?.test(note) ?? true)) return { input, planned: planned.value };
  }
  throw new Error(`nothing to ${name}`);
}

/** Makes a change, and lets a process that began later see what came of it. */
async function outcomeOf(
  name: string,
  { input, planned }: { readonly input: object; readonly planned: Plan },
) {
  const stored: unknown = JSON.parse(JSON.stringify(planned.evidence));
  const startedAt = before.now();
  const sent = await changeIn(house, name).execute(input, planned.evidence, ALICE);
  expect(sent.ok).toBe(true);
  const again = changeIn(await createDemoAreas(homelab, after, cleanup), name);
  for (let round = 0; round < 60; round += 1) {
    const elapsed = after.now() - startedAt;
    const outcome = await again.verify(input, Evidence.parse(stored), elapsed);
    if (outcome.state !== 'open') return outcome;
    await after.wait(2000);
  }
  return { state: 'open' };
}

beforeAll(async () => {
  homelab = await startHomelab({ clock: before });
  house = await createDemoAreas(homelab, before, cleanup);
});

afterAll(async () => {
  await cleanup.disposeAsync();
  await homelab[Symbol.asyncDispose]();
});

/** Changes of the relay itself, and those that need another one before them. */
const ELSEWHERE = new Set([LOCK_OUT, HOLD_ALERTS_LONGER, 'network_unblock', 'proxmox_start']);

const CHANGES = composeFullCatalogue()
  .changes.map(({ name }) => name)
  .filter((name) => !ELSEWHERE.has(name));

test('a restart between execute and verify tells what came of every change', async () => {
  const offers = await offersOf();
  const outcomes = new Map<string, string>();
  for (const name of CHANGES) {
    outcomes.set(name, (await outcomeOf(name, await plan(name, offers))).state);
  }

  // What was undone by the changes above can be done again.
  const blocked = offers.find(({ operation }) => operation === 'network_block')?.input ?? {};
  for (const [name, input] of [
    ['network_unblock', blocked],
    ['proxmox_start', await stoppedGuest()],
  ] as const) {
    const planned = await changeIn(house, name).plan(input, ALICE);
    if (!planned.ok) throw new Error(`${name}: ${JSON.stringify(planned.error)}`);
    outcomes.set(name, (await outcomeOf(name, { input, planned: planned.value })).state);
  }
  expect(Object.fromEntries(outcomes)).toEqual(
    Object.fromEntries([...outcomes.keys()].map((name) => [name, 'done'])),
  );
  expect(outcomes.size).toBe(composeFullCatalogue().changes.length - 2);
}, 120_000);

async function stoppedGuest(): Promise<object> {
  await before.wait(20_000);
  for (const { id } of (await look('proxmox_guests')).rows ?? []) {
    const { offers = [] } = await look('proxmox_guest', id);
    const start = offers.find(({ operation }) => operation === 'proxmox_start');
    if (start) return start.input;
  }
  throw new Error('no guest is off');
}
