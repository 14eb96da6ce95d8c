import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmulatorClient } from '../../src/cli/emulator-client.ts';
import { phone } from '../../src/cli/phone.ts';
import { type Demo, startDemo } from '../support/demo.ts';

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo(2); // slower than other demos: a busy machine should answer in time
});
afterAll(() => demo[Symbol.asyncDispose]());

/** A phone in a terminal, or behind a pipe, which waits for an answer as long as a busy machine may need. */
async function type(terminal: 'pipe' | 'terminal' = 'pipe', timeoutMs = 20_000) {
  const line = await openEmulatorClient(demo.address);
  if (!line) throw new Error('no line');
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = '';
  output.on('data', (chunk) => {
    shown += String(chunk);
  });
  const isInteractive = terminal === 'terminal';
  const talk = phone(line, { input, output, isInteractive, timeoutMs });
  const show = (words: string) => expect.poll(() => shown).toContain(words);
  return { input, talk, show, shown: () => shown };
}

test('a pipe reads like a conversation', async () => {
  const { input, talk, shown } = await type();
  input.end('2\nv\n\n');
  await talk;
  expect(shown()).toBe(`> 2
  DEMO Proxmox OK. 3 nodes, 12 VMs, 8 LXC.
  CPU 23%  RAM 64%  Disk 71%
  D)etails  V)Ms  N)odes
  [1 segment, GSM-7, 0.8c]

> v
  DEMO Proxmox: 12 VMs, 8 LXC
  1 ! win11-test stopped
  19 others run. + lists them
  Number opens  B)ack
  [1 segment, GSM-7, 0.8c]

> 
`);
});

test('another phone, a switch and its trouble', async () => {
  const { input, talk, shown } = await type();
  input.end(
    '/viewer\n/set delivery 30003\nk8s\n/set delivery=delivered\n/set weather rain\n/quit\n2\n',
  );
  await talk;
  expect(shown()).toBe(`> /viewer
This is the phone of the viewer: may only look.
> /set delivery 30003
delivery is 30003 now.
> k8s
  DEMO K8s OK. 47 pods, 0 pending, 0 failed.
  D)etails  P)ods  S)ervices  E)vents  N)odes
  not delivered: Unreachable destination handset (30003)
  [1 segment, GSM-7, 0.8c]

> /set delivery=delivered
delivery is delivered now.
> /set weather rain
there is no switch "weather"
> /quit
`);
});

test('a stranger waits for nothing, and help tells what can be done', async () => {
  const { input, talk, shown } = await type('pipe', 500);
  input.end('/stranger\nlet me in\n/help\n');
  await talk;
  expect(shown()).toContain('> let me in\n  (no answer)\n');
  expect(shown()).toContain('/owner /viewer /stranger   another phone');
  expect(shown()).toContain('  /set api ok|401|429|500|hang|hang-after|500-after|late\n');
});

test('a person sees what arrives above the line they type', async () => {
  const { input, talk, show, shown } = await type('terminal');
  await show('Texting +15550100000. Try menu, 2, plex, ? or /help.');
  input.write('sec\r');
  await show('DEMO Security OK. 0 critical, 2 warnings.');
  input.write('/quit\r');
  await talk;
  expect(shown()).toContain('> ');
});

test('there is no line to where nobody is', async () => {
  expect(await openEmulatorClient('http://127.0.0.1:65534')).toBeUndefined();
  expect(await openEmulatorClient(`${demo.address}/health`)).toBeUndefined();
});
