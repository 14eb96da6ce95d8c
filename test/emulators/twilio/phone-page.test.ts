import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Demo, startDemo } from '../../support/demo.ts';
import { BOB } from '../../support/phone-number.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

const TIMEOUT_MS = 45_000;

// A pipeline without the browser would look green without having looked.
const isMissing = CHROMIUM === undefined && process.env['CI'] === undefined;

describe.skipIf(isMissing)('the web phone, in Chromium (skipped where there is none)', () => {
  let demo: Demo;
  let browser: Browser;
  beforeAll(async () => {
    demo = await startDemo();
    browser = await chromium.launch({ executablePath: CHROMIUM ?? 'no chromium', args: FLAGS });
  });
  // Also after a test that failed, so that it fails alone.
  afterEach(() => demo.set({ homelab: 'well', answers: 'normal', delivery: 'delivered' }));
  afterAll(async () => {
    await browser.close();
    await demo[Symbol.asyncDispose]();
  });

  /** Open the page; it must never complain, nor ask anybody but the relay. */
  async function open(work: (page: Page) => Promise<void>, width = 1280): Promise<void> {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    page.setDefaultTimeout(TIMEOUT_MS);
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (it) => it.type() === 'error' && complaints.push(it.text()));
    page.on('request', (it) => {
      if (!it.url().startsWith(demo.address) && !it.url().startsWith('data:')) {
        complaints.push(`asks ${it.url()}`);
      }
    });
    await page.goto(`${demo.address}/phone`);
    await page.getByText('live', { exact: true }).waitFor();
    await work(page);
    expect(complaints).toEqual([]);
    await page.close();
  }

  const box = (page: Page, who = 'owner') => page.getByLabel(`Text from the ${who}`);
  const texts = (page: Page, who = 'owner') =>
    page.getByRole('log', { name: `Texts on the phone of the ${who}` }).getByRole('listitem');

  async function say(page: Page, words: string, who = 'owner'): Promise<void> {
    await box(page, who).fill(words);
    await box(page, who).press('Enter');
  }

  const arrives = (page: Page, words: string | RegExp, who = 'owner') =>
    texts(page, who).filter({ hasText: words }).last().waitFor();

  test('a text is sent, answered, marked, priced, and its way on can be tapped', () =>
    open(async (page) => {
      await say(page, '2');
      await arrives(page, 'DEMO Proxmox OK. 3 nodes, 12 VMs, 8 LXC.');
      await arrives(page, /1 segment GSM-7 0\.8c . delivered/);
      await page.getByRole('button', { name: 'Send V: V)Ms' }).click();
      await arrives(page, 'Proxmox: 12 VMs, 8 LXC');
      await say(page, '+');
      await page.getByRole('button', { name: /^Send 12: 12 / }).click();
      await arrives(page, /running|stopped/);
      expect(await page.getByRole('button', { name: 'Send V: V)Ms' }).isDisabled()).toBe(true);
    }));

  test('three phones live side by side, and a stranger gets no answer', () =>
    open(async (page) => {
      await say(page, '4', 'viewer');
      await say(page, 'let me in', 'stranger');
      await arrives(page, 'DEMO Security OK', 'viewer');
      await arrives(page, 'let me in', 'stranger');
      expect(await texts(page, 'stranger').count()).toBe(1);
    }));

  test('an answer that is late arrives by itself, after dots', () =>
    open(async (page) => {
      await demo.set({ homelab: 'slow' });
      await say(page, 'logs'); // which nobody has asked for before
      await page.getByRole('img', { name: 'The relay is working' }).waitFor();
      await arrives(page, /DEMO Security log/);
      await demo.set({ homelab: 'well' });
    }));

  test('a switch in the drawer makes a text fail, in words, until all is normal again', () =>
    open(async (page) => {
      await page.getByRole('button', { name: 'Switches' }).click();
      await page.getByLabel('Delivery', { exact: true }).selectOption('30003');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Switches 1 not normal' }).waitFor();
      await say(page, '3');
      await arrives(page, 'Not delivered: Unreachable destination handset (30003)');
      await page.getByRole('button', { name: 'Switches 1 not normal' }).click();
      await page.getByRole('button', { name: 'Back to normal' }).click();
      await page.getByRole('button', { name: 'Close' }).click();
      await page.getByRole('button', { name: 'Switches', exact: true }).waitFor();
      await say(page, '3');
      await arrives(page, /K8s OK.*delivered/s);
    }));

  test('trouble of the webhook is told in the margin', () =>
    open(async (page) => {
      await demo.set({ answers: 'ignored' });
      await say(page, '2');
      await arrives(page, '(11205)');
      await demo.set({ answers: 'normal' });
    }));

  test('words are never markup', () =>
    open(async (page) => {
      const hostile = '<img src=x onerror=document.title="owned"> </script><b>x';
      await say(page, hostile, 'stranger');
      await arrives(page, hostile, 'stranger');
      expect(await page.title()).toBe('sms-relay phones');
    }));

  test('a reader who comes later sees what was said, once', () =>
    open(async (page) => {
      await say(page, 'HELP', 'viewer');
      await arrives(page, 'Reply STOP to unsubscribe', 'viewer');
      const before = await texts(page, 'viewer').count();
      await page.reload();
      await arrives(page, 'Reply STOP to unsubscribe', 'viewer');
      expect(await texts(page, 'viewer').count()).toBe(before);
    }));

  test('at 360 pixels one phone is shown, the others are tabs that count what is new', () =>
    open(async (page) => {
      const width = await page.evaluate('document.documentElement.scrollWidth');
      expect(width).toBe(360);
      await page.getByRole('tab', { name: 'Owner' }).focus();
      await page.keyboard.press('ArrowRight');
      expect(await box(page).isVisible()).toBe(false);
      await page.getByRole('tab', { name: 'Owner' }).click();
      const text = { from: BOB, body: '2' };
      await page.request.post(`${demo.address}/phone/texts`, { data: text });
      await page.getByRole('tab', { name: /Viewer.*1 new/ }).click();
      await arrives(page, 'DEMO Proxmox OK', 'viewer');
      await page.getByRole('tab', { name: 'Viewer', exact: true }).waitFor();
    }, 360));

  test('everything works by keyboard, and everything has a name', () =>
    open(async (page) => {
      await box(page).focus();
      await page.keyboard.type('plex');
      await page.keyboard.press('Enter');
      await arrives(page, 'Found "plex"');
      await page.getByRole('button', { name: 'Send 1: 1 LXC 202 plex running' }).focus();
      await page.keyboard.press('Enter');
      await arrives(page, 'LXC 202 plex\n');
      const nameless =
        await page.evaluate(`[...document.querySelectorAll('button, select, textarea, input')]
        .filter((it) => !it.ariaLabel && !it.textContent.trim() && !it.labels?.length).length`);
      expect(nameless).toBe(0);
    }));
});
