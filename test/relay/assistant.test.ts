import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { advanceUntil } from '../support/advance-until.ts';
import { type RunningCarrier, startCarrier } from '../support/carrier.ts';
import { FakeClaude, type Move } from '../support/fake-claude.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';
import { ALICE } from '../support/phone-number.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { test } from '../support/table-test.ts';

let claude: FakeClaude;
let relay: Relay;
let clock: FakeClock;
let carrier: RunningCarrier;

const KEY = 'sk-ant-a-key-that-nobody-may-see';

async function start(env: NodeJS.ProcessEnv = {}): Promise<void> {
  relay = await startRelay({
    clock,
    env: {
      TWILIO_API_URL: carrier.url,
      ANTHROPIC_API_KEY: KEY,
      ANTHROPIC_BASE_URL: claude.url,
      ...env,
    },
  });
}

beforeEach(async () => {
  clock = new FakeClock();
  claude = await FakeClaude.start();
  carrier = await startCarrier({ clock, reach: () => 'http://127.0.0.1:65534' });
  await start();
});
afterEach(async () => {
  await relay[Symbol.asyncDispose]();
  await claude[Symbol.asyncDispose]();
  await carrier[Symbol.asyncDispose]();
});

const says = async (text: string, phone = relay.alice): Promise<string> => {
  await phone.texts(text);
  return phone.reads();
};

describe('a question', () => {
  test('is asked at its screen, and answered with a look at live tools', async () => {
    expect(await says('5')).toBe("Ask anything about your infra. 'home' leaves.\nB)ack");
    claude.moves = [{ use: [{ tool: 'proxmox_summary' }] }, { say: 'All 3 nodes are up.' }];
    expect(await says('why is proxmox slow')).toBe('DEMO Claude: All 3 nodes are up.\nB)ack');
    expect(claude.seen).toMatch(/<data-\w+ from="proxmox_summary">\nProxmox OK\. 3 nodes/);
  });

  test.for([
    'why is plex slow',
    'which guest needs more memory?',
    'show me what broke last night',
    'what do my notes say about plex?',
    'what should happen to nextcloud tonight?',
    'ask how is plex',
  ])('is any sentence, from anywhere: %s', async (sentence) => {
    claude.moves = [{ say: 'It is.' }];
    expect(await says(sentence)).toMatch(/^DEMO Claude: It is\./);
    expect(claude.asked).toHaveLength(1);
  });

  test.for(['plex', 'pve vms', '2v', 'log', 'details', 'xyzzy', '?', '+', 'reboot plex'])(
    'is no command or name: %s',
    async (text) => {
      await says(text);
      expect(claude.asked).toEqual([]);
    },
  );

  describe.for(['from home', 'while Claude is talked to'])(
    'is not what the menu knows, %s',
    (at) => {
      test.for([
        ['is everything ok?', /^DEMO OK\. Net 47 clients/],
        ['status', /^DEMO OK\. Net 47 clients/],
        ['how is proxmox', /^DEMO Proxmox OK/],
        ['show me stopped guests', /^DEMO Proxmox: 12 VMs, 8 LXC\n1 ! win11-test stopped/],
        ['pods', /^DEMO K8s: 47 pods/],
        ['is plex up?', /^DEMO Found "plex"\n1 LXC 202 plex running/],
        ['and jellyfin', /^DEMO Found "jellyfin"\n1 Deployment jellyfin 1\/1/],
        ['what can you do?', /^Text a letter or number you see, or a name/],
      ] as const)('%s', async ([text, reply]) => {
        if (at !== 'from home') await says('5');
        expect(await says(text)).toMatch(reply);
        expect(claude.asked).toEqual([]);
      });
    },
  );

  test('is only asked at its screen when the owner wants that', async () => {
    await relay[Symbol.asyncDispose]();
    await start({ ASSISTANT: 'menu' });
    await says('2');
    expect(await says('why is plex slow')).toContain('LXC 202 plex');
    expect(await says('why is it slow')).toMatch(
      /^DEMO No known name in that\. For Claude, text ask and the question\. Overall: OK\. Net 47/,
    );
    expect(claude.asked).toEqual([]);
    expect(await says('ask why is plex slow')).toContain('Claude: fine');
  });

  test('may need several steps and several looks at once', async () => {
    claude.moves = [
      { say: 'Looking.', use: [{ tool: 'k8s_pods' }, { tool: 'find', input: { name: 'plex' } }] },
      { use: [{ tool: 'proxmox_guest', input: { id: '202' } }] },
      { say: 'plex runs on pve1.' },
    ];
    expect(await says('why does plex run on pve1?')).toContain('plex runs on pve1.');
    expect(claude.asked).toHaveLength(3);
    expect(claude.seen).toContain('LXC 202 plex');
  });

  test('remembers the talk, and forgets it at home and after a while', async () => {
    claude.moves = [{ say: 'Up for 21 days.' }];
    await says('why is plex slow?');
    await says('since when?');
    const turns = () => claude.asked.at(-1)?.messages.map(({ content }) => content);
    expect(turns()).toEqual([
      'why is plex slow?',
      'Up for 21 days.',
      expect.stringContaining('since when?'),
    ]);
    await says('home');
    await says('why is frigate slow?');
    expect(turns()).toHaveLength(1);
    await says('since when?');
    expect(turns()).toHaveLength(3);
    clock.advance(16 * MINUTE);
    await says('and why is that?');
    expect(turns()).toHaveLength(1);
  });

  test('is remembered when an earlier way home is delivered again', async () => {
    const sid = { MessageSid: `SM${'7'.repeat(32)}` };
    await relay.alice.texts('home', sid);
    const home = relay.alice.reads();
    await says('why is plex slow?');
    await relay.alice.texts('home', sid);
    expect(relay.alice.reads()).toBe(home);
    await says('since when?');
    expect(claude.asked.at(-1)?.messages).toHaveLength(3);
  });

  test.for(['pods', 'plex', 'is jellyfin up?', 'thanks'])(
    'is remembered over a look at the menu: %s',
    async (look) => {
      await says('why is plex slow?');
      await says(look);
      await says('why is it slow since noon?');
      expect(claude.asked.at(-1)?.messages).toHaveLength(3);
    },
  );

  test('is forgotten by whoever goes back from it', async () => {
    await says('2');
    await says('why is plex slow?');
    expect(await says('b')).toMatch(/^DEMO Proxmox OK/);
    await says('why is frigate slow?');
    expect(claude.asked.at(-1)?.messages).toHaveLength(1);
  });

  test('that was left by home is not remembered when its answer comes', async () => {
    const gate = Promise.withResolvers<void>();
    claude.gate = gate.promise;
    const slow = relay.alice.texts('why is plex slow?');
    await untilAsked(1);
    await says('home');
    gate.resolve();
    await slow;
    relay.alice.reads();
    await says('why is frigate slow?');
    expect(claude.asked).toHaveLength(2);
    expect(claude.asked.at(-1)?.messages).toHaveLength(1);
  });

  test.for([
    ['thanks', 'Any time.'],
    ['no', 'No question is open.\nB)ack'],
    ['??', /^Text a letter or number you see/],
    ['stop.', 'Text stop and a name, or open it first.\nB)ack'],
    ['help!', /^Text a letter or number you see/],
    ['bye', 'Bye.'],
    ['home!', /^DEMO OK\./],
  ] as const)('is not what people say beside it: %s', async ([text, reply]) => {
    await says('5');
    await relay.alice.texts(text);
    relay.alice.hears(reply);
    expect(claude.asked).toEqual([]);
  });

  test.for(['ok', '\u{1f44d}\u{1f44d}'])('is not what wants no answer at all: %s', async (text) => {
    await says('5');
    await relay.alice.texts(text);
    relay.alice.expectNothingUnheard();
    expect(claude.asked).toEqual([]);
  });

  test('has an answer of two segments at most, the rest behind +', async () => {
    claude.moves = [{ say: `${'Plex is **fine** – really. '.repeat(30)}The end.` }];
    const first = await says('tell me why plex is slow');
    expect(first).toMatch(/\+ more 1\/\d/);
    expect(first).not.toMatch(/[*–]/);
    expect(first.length).toBeLessThanOrEqual(304);
    let last = first;
    for (let page = 0; page < 9 && last.includes('+ more'); page += 1) last = await says('+');
    expect(last).toMatch(/^DEMO Claude: [\s\S]*The end\./);
  });

  test('has an answer that + continues, and not the list before it', async () => {
    expect(await says('1c')).toMatch(/\+ more 1\/\d/);
    claude.moves = [{ say: 'It is fine.' }];
    expect(await says('tell me why plex is slow')).toMatch(/^DEMO Claude: It is fine\./);
    expect(await says('+')).toMatch(/^That was all\./);
  });

  test('leaves the commands of the menu alone while it is talked to', async () => {
    await says('5');
    expect(await says('2')).toMatch(/^DEMO Proxmox OK/);
    expect(await says('home')).toMatch(/^DEMO OK\./);
    expect(claude.asked).toEqual([]);
  });
});

/** Real time passes for the model, and none for the clock, until it has been asked. */
async function untilAsked(times: number): Promise<void> {
  while (claude.asked.length < times) await sleep(5);
}

/** A text that the relay starts by itself. */
const texted = (words: string): Promise<void> =>
  expect
    .poll(() => carrier.textsTo(ALICE), { timeout: 5000 })
    .toContainEqual(expect.stringContaining(words));

describe('a slow answer', () => {
  test('does not hold up the menu', async () => {
    const gate = Promise.withResolvers<void>();
    claude.gate = gate.promise;
    const slow = relay.alice.texts('why is plex slow?');
    await untilAsked(1);
    expect(await says('2')).toMatch(/^DEMO Proxmox OK/);
    gate.resolve();
    await slow;
    relay.alice.hears(/Claude: fine/);
  });

  test('comes as a text of its own, and the next question waits and says so', async () => {
    const gate = Promise.withResolvers<void>();
    claude.gate = gate.promise;
    const first = relay.alice.texts('why is plex slow?');
    await untilAsked(1);
    const second = relay.alice.texts('and why is frigate slow?');
    await advanceUntil(clock, texted('Your last question still runs. This one is next.'));
    await advanceUntil(clock, Promise.all([first, second]));
    expect(claude.asked).toHaveLength(1);
    claude.moves = [{ say: 'The second.' }];
    gate.resolve();
    await advanceUntil(clock, texted('The second.'));
    expect(carrier.textsTo(ALICE).map((it) => it.split('\n')[0])).toEqual([
      'Your last question still runs. This one is next.',
      'DEMO Claude: fine',
      'DEMO Claude: The second.',
    ]);
  });

  test('does not pile up: the fourth question is not taken', async () => {
    const gate = Promise.withResolvers<void>();
    claude.gate = gate.promise;
    const guests = ['plex', 'jellyfin', 'frigate', 'nextcloud'];
    const waiting = guests.map((it) => relay.alice.texts(`why is ${it} slow?`));
    await untilAsked(1);
    await advanceUntil(clock, texted('Two questions are waiting already, wait for their answers.'));
    await advanceUntil(clock, Promise.all(waiting));
    gate.resolve();
    await advanceUntil(
      clock,
      expect
        .poll(() => carrier.textsTo(ALICE).filter((it) => it.includes('Claude: fine')))
        .toHaveLength(3),
    );
    expect(claude.asked).toHaveLength(3);
  });

  test('of a model that never answers ends', async () => {
    claude.moves = [{ stalls: 'midway' }];
    await advanceUntil(clock, relay.alice.texts('why is plex slow?'));
    await advanceUntil(clock, texted('Claude ? took too long, try a smaller question\nB)ack'));
  });
});

describe('every failure has a line of its own', () => {
  const CASES: readonly [string, Move, string][] = [
    ['a bad key', { status: 401, type: 'authentication_error' }, 'Claude ? refused our key'],
    ['no right', { status: 403, type: 'permission_error' }, 'Claude ? our key may not do this'],
    [
      'no credit',
      { status: 400, message: 'Your credit balance is too low to access the API' },
      'Claude ? no credit left at Anthropic',
    ],
    [
      'a spend limit',
      { status: 403, type: 'permission_error', code: 'enforced_spend_limit_reached' },
      'no credit left',
    ],
    ['no such model', { status: 404, type: 'not_found_error' }, 'knows no model claude-sonnet-5-5'],
    ['too many requests', { status: 429, type: 'rate_limit_error' }, 'asked too often'],
    ['overload', { status: 529, type: 'overloaded_error' }, 'Claude ? overloaded'],
    ['overload midway', { errorMidway: 'overloaded_error' }, 'Claude ? overloaded'],
    ['a fault of theirs', { status: 500, type: 'api_error' }, 'Claude ? answered with an error'],
    [
      'too long',
      { status: 400, message: 'prompt is too long: 300000 tokens' },
      'too much for one answer',
    ],
    ['a hang-up', { breaks: 'at once' }, 'Claude ? no answer'],
    ['a refusal', { stop: 'refusal', say: '' }, 'Claude would not answer that.'],
    ['an empty answer', { say: '' }, 'Claude ? answer not readable'],
    ['words without end', { stop: 'max_tokens' }, 'too much for one answer'],
    ['steps without end', { use: [{ tool: 'k8s_pods' }] }, 'found no end to it'],
  ];

  test.for(CASES)('%s', async ([, move, words]) => {
    claude.moves = [move];
    expect(await says('why is plex slow?')).toContain(words);
    expect(relay.logged.join('')).not.toContain(KEY);
  });

  test('and no key or question in the log, whatever the API repeats', async () => {
    const message = `Received API Key = ${KEY} for "why is plex slow?"`;
    claude.moves = [{ status: 401, type: 'authentication_error', message }];
    await says('why is plex slow?');
    expect(relay.logged.join('')).not.toContain(KEY);
    expect(relay.logged.join('')).not.toContain('plex slow');
  });

  test('half a character at the end of a long text breaks nothing', async () => {
    claude.moves = [{ say: `${'ab '.repeat(233)}😀 tail` }];
    await says(`why ${'x'.repeat(1595)}😀?`);
    expect(await says('and why is that?')).toContain('DEMO Claude: ab ab');
  });

  test('what helps is tried again', async () => {
    claude.moves = [{ status: 529, type: 'overloaded_error' }, { status: 500 }, { say: 'There.' }];
    expect(await says('why is plex slow?')).toContain('Claude: There.');
  });

  test('a model that asks for tools that do not exist is told so', async () => {
    claude.moves = [
      { use: [{ tool: 'rm_rf' }, { tool: 'proxmox_guest', input: { id: 7 } }] },
      { say: 'Oh.' },
    ];
    expect(await says('why is plex slow?')).toContain('Claude: Oh.');
    expect(claude.seen).toContain('rm_rf');
  });

  test('without a key the relay is whole without it', async () => {
    await relay[Symbol.asyncDispose]();
    await start({ ANTHROPIC_API_KEY: '' });
    expect(await says('5')).toContain('Ask Claude is not set up: set ANTHROPIC_API_KEY');
    expect(await says('why is plex slow?')).toMatch(
      /^DEMO Claude is not set up to answer that\. Known:\n[\s\S]*LXC 202 plex/,
    );
    expect(await says('why is it slow?')).toMatch(
      /^DEMO No known name in that, and Claude is not set up\. Overall: OK\. Net 47 clients/,
    );
    for (const text of ['ask why plex is slow', 'ai cost']) {
      expect(await says(text)).toContain('Ask Claude is not set up: set ANTHROPIC_API_KEY');
    }
    expect(await says('2')).toMatch(/^DEMO Proxmox OK/);
  });
});

describe('the budget', () => {
  test('is told, and switched by who may act', async () => {
    await says('why is plex slow?');
    expect(await says('ai cost')).toMatch(
      /^Claude today: under \$0\.01 of \$1\.00, 1 call\.\nYou: under \$0\.01 of \$1\.00\.\nai off turns it off\.\n/,
    );
    expect(await says('ai off', relay.bob)).toContain('This number may only look.');
    expect(await says('AI OFF')).toContain('Claude is off. ai on turns it on.');
    expect(await says('why is plex slow?')).toContain(
      'Claude is off, until an operator texts ai on.',
    );
    expect(await says('why is plex slow?', relay.bob)).toContain('Claude is off, until');
    expect(claude.asked).toHaveLength(1);
    for (const off of ['ai off please', 'turn ai off', 'ai: off', 'Claude off!']) {
      expect(await says(off)).toContain('Claude is off. ai on turns it on.');
    }
    expect(await says('ai cost today?')).toContain('It is off, ai on turns it on.');
    expect(await says('ai on')).toContain('Claude is on.');
    expect(await says('why is plex slow?')).toContain('Claude: fine');
  });

  const dear: Move = { say: 'fine', usage: { input_tokens: 20_000, output_tokens: 1000 } };

  test('is never overdrawn, and the owner hears how it empties', async () => {
    await relay[Symbol.asyncDispose]();
    await start({ CLAUDE_DAILY_USD: '0.08' });
    claude.moves = [dear];
    await says('why is plex slow?', relay.bob);
    expect(await says('why is plex slow?', relay.bob)).toContain(
      "Today's $0.08 a day for Claude leave no room for this. ai cost tells more.",
    );
    expect(claude.asked).toHaveLength(1);
    await advanceUntil(clock, texted('Claude: $0.05 of $0.08 used today. ai off turns it off.'));
    await advanceUntil(clock, texted('Claude stops for today: $0.05 of $0.08 used'));
  });

  test('is shared', async () => {
    await relay[Symbol.asyncDispose]();
    await start({ CLAUDE_DAILY_USD: '1', CLAUDE_PERSON_DAILY_USD: '0.08' });
    claude.moves = [dear];
    await says('why is plex slow?', relay.bob);
    expect(await says('why is plex slow?', relay.bob)).toContain('Your $0.08 a day for Claude');
    expect(await says('why is plex slow?')).toContain('Claude: fine');
  });
});

test('a question that a crash cut off is asked again, and answered once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'question-'));
  const env = { DATABASE_URL: `sqlite:${join(folder, 'relay.db')}` };
  try {
    await relay[Symbol.asyncDispose]();
    await start(env);
    claude.moves = [{ stalls: 'at once' }];
    void relay.alice.texts('why is plex slow?');
    await untilAsked(1);
    await relay[Symbol.asyncDispose]();

    claude.moves = [{ say: 'It is not.' }];
    await start(env);
    await advanceUntil(clock, texted('Claude: It is not.'));
    expect(claude.asked).toHaveLength(2);
    expect(carrier.textsTo(ALICE)).toHaveLength(1);
    expect(await says('ai cost')).toMatch(/2 calls/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a whole house of tools costs few tokens, and much of it only once', async () => {
  await says('why is plex slow?');
  const [asked] = claude.asked;
  const characters = JSON.stringify(asked?.tools).length + JSON.stringify(asked?.system).length;
  expect(characters / 4).toBeLessThan(3000);
  expect(asked).toMatchObject({ cache_control: { type: 'ephemeral' } });
});
