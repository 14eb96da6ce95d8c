import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { describeOnPostgres } from '../support/describe-on-postgres.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { type PostgresCluster, startPostgres } from '../support/postgres-cluster.ts';
import { createDatabase } from '../support/postgres-database.ts';
import { isPostgresMissing } from '../support/postgres-programs.ts';
import { hasDied } from './crashing-relay.ts';
import { openReplicas, type RelayNumber, type ReplicasScenario } from './replicas-scenario.ts';

const SECOND = 1000;

/** The part that breaks, and when; steps and messages are counted from the first text on. */
type Fault =
  | { readonly dies: 'nothing' }
  | { readonly dies: 'relay'; readonly relay: RelayNumber; readonly at: number }
  | { readonly dies: 'database' | 'connections'; readonly at: number }
  | { readonly dies: 'commit'; readonly when: 'before' | 'after' };

const QUESTION = 'Reboot LXC 202 plex on pve1';
const UP = /^plex is back after its reboot, [\dms ]+\./;
const UNCONFIRMED = `Sent, not confirmed: ${QUESTION}`;
const RESULT = new RegExp(`${UP.source}|^${UNCONFIRMED}$`);
/** The result in the answer to a text that came later, when the one that was to tell it died. */
const TOLD_LATER = /^Done \d\d:\d\d: plex is back after its reboot, /;
const REFUSED = /cannot be looked at|not possible now|^! Restarted before "reboot plex"/;
const SPENT = /^Nothing waits for (?:a code|this code any more)\./;

const TEXTS = [
  { relay: 0, body: '3', answer: /^DEMO K8s OK/ },
  { relay: 1, body: 'sec', answer: /^DEMO Security OK/ },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'replicas-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sidOf = (number: number): string => `SM${String(number).repeat(30)}01`;

let questions = 10;

/** Asks for a reboot, again when the answer is no new question, and returns the reply that confirms it. */
async function ask(scenario: ReplicasScenario): Promise<string> {
  const { text, heard, until } = scenario;
  const before = heard();
  const codeIn = (words: string) => /OK \d{6}(?= within)/.exec(words)?.[0];
  const old = before.map(codeIn);
  const answers = () => heard().slice(before.length);
  const code = () =>
    answers()
      .map(codeIn)
      .find((it) => it !== undefined && !old.includes(it));
  const isRefused = () => answers().some((it) => REFUSED.test(it));
  questions += 1;
  await text(0, 'reboot plex', `SM${String(questions).padStart(30, '0')}01`);
  expect(await until(() => code() !== undefined || isRefused()), heard().join('\n--\n')).toBe(true);
  return code() ?? ask(scenario);
}

/** Lets a fault happen by itself, later. */
function prepare({ proxy }: ReplicasScenario, fault: Fault, cluster?: PostgresCluster): void {
  if (fault.dies === 'connections') proxy.atMessage(fault.at, proxy.cut);
  if (fault.dies !== 'database') return;
  proxy.atMessage(fault.at, () => void cluster?.kill().then(cluster.restart));
}

/** The relay that a fault kills gets its environment. */
const envOf = (fault: Fault, relay: RelayNumber) => ({
  COUNT_FROM: sidOf(relay + 1),
  TELL_STEPS: '1',
  ...(fault.dies === 'relay' && fault.relay === relay && { DIE_AT: String(fault.at) }),
});

/** Texts both, asks one for a reboot and confirms it twice, once of that at both: a retry of Twilio reaches the other one. */
async function live(scenario: ReplicasScenario, fault: Fault, cluster?: PostgresCluster) {
  const { proxy, proxmox, text, count, until } = scenario;
  const relays = [
    await scenario.start(0, envOf(fault, 0)),
    await scenario.start(1, envOf(fault, 1)),
  ] as const;
  const before = proxy.messages();
  prepare(scenario, fault, cluster);
  const ids = await Promise.all(
    TEXTS.map(({ relay, body }, at) => text(relay, body, sidOf(at + 1))),
  );
  let ok = await ask(scenario);
  if (fault.dies === 'commit') void proxy.cutAt({ words: 'COMMIT', when: fault.when });
  await Promise.all([text(1, ok, sidOf(4)), text(0, ok, sidOf(4)), text(0, ok, sidOf(7))]);
  const isTold = () => count(RESULT) + count(TOLD_LATER) > 0;
  await until(() => isTold() || count(SPENT) > 0);
  // The code was spent, and its action was not begun: nothing is done that the person does not hear of.
  if (!isTold() && proxmox.reboots() === 0) {
    ok = await ask(scenario);
    await text(1, ok, sidOf(5));
  }
  await until(() => isTold() && TEXTS.every(({ answer }) => count(answer) > 0));
  const wasTold = isTold();
  await text(0, ok, sidOf(6)); // once more, by the same code
  return {
    ids,
    wasTold,
    isDead: relays.some(hasDied),
    steps: relays.map(({ complaints }) => complaints),
    messages: proxy.messages() - before,
  };
}

/** Lives through a fault on a server of its own, where that is what breaks. */
async function tryFault(fault: Fault) {
  await using cleanup = new AsyncDisposableStack();
  const cluster =
    fault.dies === 'database' ? cleanup.use(await startPostgres({ fsync: 'on' })) : undefined;
  const database = cleanup.use(await (cluster ? createDatabase(cluster) : createTestDatabase()));
  const scenario = cleanup.use(await openReplicas(folder, database, SECOND));
  const lived = await live(scenario, fault, cluster);
  const { heard, areUp, proxmox } = scenario;
  const record = await scenario.settle();
  return { ...lived, ...record, heard: heard(), areUp: areUp(), reboots: proxmox.reboots() };
}

type Lived = Awaited<ReturnType<typeof tryFault>>;

function expectTruth({ ids, wasTold, heard, reboots, events, broken, open, steps }: Lived): void {
  const scene = [...steps.map((it) => it.at(-1)), events.join(), ...heard].join('\n--\n');
  const texts = heard.flatMap((it) => it.split('\n\n')); // answers that waited come in one text
  for (const [at, { answer }] of TEXTS.entries()) {
    const versions = new Set(texts.filter((it) => answer.test(it)));
    expect(versions.size, scene).toBeGreaterThan(0);
    expect(versions.size, scene).toBeLessThanOrEqual(ids[at] ?? 1);
  }
  expect(reboots, scene).toBeLessThanOrEqual(1);
  expect(wasTold, scene).toBe(true);
  expect(new Set(texts.filter((it) => RESULT.test(it))).size, scene).toBeLessThanOrEqual(1);
  const isClaimed = texts.some((it) => UP.test(it) || TOLD_LATER.test(it));
  expect(reboots, scene).toBeGreaterThanOrEqual(isClaimed ? 1 : 0);
  expect(events.filter((it) => it === 'done').length, scene).toBeLessThanOrEqual(1);
  expect({ broken, open }, scene).toEqual({ broken: undefined, open: [] });
}

const rehearsal = isPostgresMissing ? undefined : await tryFault({ dies: 'nothing' });

/** How many points are tried of each kind; `KILL_POINTS` takes more of them. */
const POINTS = Number(process.env['KILL_POINTS'] ?? (process.env['CI'] ? 2 : 1));

/** Returns points that are spread over so many. */
const pointsOf = (all: number): readonly number[] =>
  Array.from({ length: Math.min(POINTS, all) }, (_, at) =>
    Math.ceil(((at + 0.5) * all) / Math.min(POINTS, all)),
  );

const { steps = [], messages = 0 } = rehearsal ?? {};
const kills = steps.flatMap(({ length }, relay) =>
  pointsOf(length).map((at) => ({
    name: `relay ${relay} is killed at step ${at}`,
    fault: { dies: 'relay', relay: relay === 0 ? 0 : 1, at } as const,
  })),
);
const breaks = pointsOf(messages).flatMap((at) => [
  { name: `the database is killed at message ${at}`, fault: { dies: 'database', at } as const },
  { name: `connections are cut at message ${at}`, fault: { dies: 'connections', at } as const },
]);
const commits = (['before', 'after'] as const).map((when) => ({
  name: `a connection is cut ${when} its commit`,
  fault: { dies: 'commit', when } as const,
}));

describeOnPostgres('two relays', () => {
  let died = 0;
  afterAll(() => expect(died).toBeGreaterThan(kills.length * 0.25));

  test('answer each text once and do each action once, whichever of them is asked', () => {
    if (!rehearsal) throw new Error('there was no rehearsal');
    expectTruth(rehearsal);
    expect(rehearsal).toMatchObject({ areUp: true, reboots: 1, ids: [1, 1] });
    expect(rehearsal.events).toEqual(['asked', 'started', 'sent', 'done']);
    for (const { answer } of TEXTS) {
      expect(rehearsal.heard.filter((it) => answer.test(it))).toHaveLength(1);
    }
  });

  test.concurrent.for(kills)('lose no text and do nothing twice when $name', async ({ fault }) => {
    const lived = await tryFault(fault);
    died += lived.isDead ? 1 : 0;
    expectTruth(lived);
  });

  test.concurrent.for([...breaks, ...commits])(
    'go on, lose no text and do nothing twice when $name',
    async ({ fault }) => {
      const lived = await tryFault(fault);
      expect(lived.areUp).toBe(true);
      expectTruth(lived);
    },
  );
});
