import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FakeClock } from '../support/fake-clock.ts';
import { startRelay } from '../support/relay.ts';
import {
  BOUNCER_KEY,
  type Crowdsec,
  HOW_TO_GET_CROWDSEC,
  hasCrowdsec,
  MACHINE,
  startCrowdsec,
} from './crowdsec-server.ts';

const isWanted = hasCrowdsec || process.env['CI'] !== undefined;

describe.skipIf(!isWanted)(`a real CrowdSec (else: ${HOW_TO_GET_CROWDSEC})`, () => {
  let crowdsec: Crowdsec;
  beforeAll(async () => {
    crowdsec = await startCrowdsec();
  });
  afterAll(() => crowdsec[Symbol.asyncDispose]());

  async function relay() {
    const clock = new FakeClock(Date.now());
    const started = await startRelay({
      clock,
      env: {
        CROWDSEC_URL: crowdsec.url,
        CROWDSEC_API_KEY: BOUNCER_KEY,
        CROWDSEC_MACHINE_ID: MACHINE.id,
        CROWDSEC_PASSWORD: MACHINE.password,
      },
    });
    const says = async (text: string): Promise<string> => {
      clock.advance(20_000);
      await started.alice.texts(text);
      return started.alice.reads();
    };
    return { ...started, says };
  }

  test('without a ban says so, and nothing else', async () => {
    await using house = await relay();
    expect(await house.says('4a')).toContain('Security: no alerts');
    expect(await house.says('4f')).toMatch(/no rules or bans|0 bans/);
  });

  test('finds an address that no screen has shown yet', async () => {
    await using house = await relay();
    crowdsec.cscli('decisions', 'add', '--duration', '4h', '--ip', '203.0.113.77', '--reason', 'x');
    expect(await house.says('is 203.0.113.77 banned?')).toContain('203.0.113.77');
    expect(await house.says('203.0.113.78')).toMatch(/^DEMO Nothing here is called/);
    crowdsec.cscli('decisions', 'delete', '--ip', '203.0.113.77');
  });

  test('lists bans, captchas and ranges for what they are, and lifts an address after a code', async () => {
    await using house = await relay();
    const add = (...words: string[]) =>
      crowdsec.cscli('decisions', 'add', '--duration', '4h', ...words);
    add('--ip', '203.0.113.5', '--reason', 'ssh-bf');
    add('--ip', '198.51.100.7', '--reason', 'http-probing', '--type', 'captcha');
    add('--range', '192.0.2.0/24', '--reason', 'scanner');
    const list = await house.says('bans');
    expect(list).toContain('203.0.113.5');
    expect(list).toMatch(/captcha.*198\.51\.100\.7/);
    expect(list).toContain('192.0.2.0/24');
    expect(await house.says('203.0.113.5')).toContain('1 Banned 203.0.113.5');
    expect(await house.says('1')).toContain('U)nban');
    expect(await house.says('198.51.100.7')).not.toContain('U)nban');

    const question = await house.says('unban 203.0.113.5');
    const [, code] = /OK (\d{6})/.exec(question) ?? [];
    expect(await house.says(`OK ${code}`)).toMatch(/203\.0\.113\.5 let in again/);
    expect(crowdsec.cscli('decisions', 'list')).not.toContain('203.0.113.5');
    expect(crowdsec.cscli('decisions', 'list')).toContain('192.0.2.0/24');
  });
});
