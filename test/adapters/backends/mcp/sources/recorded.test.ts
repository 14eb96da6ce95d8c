import { describe, expect, test } from 'vitest';
import type { AreaName } from '../../../../../src/config/areas.ts';
import { FakeClock } from '../../../../support/fake-clock.ts';
import { LABELS, phoneOn, read } from './phone-on-area.ts';
import { AREA_OF, load, RECORDED, RECORDED_AT, RecordedServer } from './recording.ts';

const TEXTS: Readonly<Record<AreaName, readonly string[]>> = {
  network: ['1', 'd', 'a', '1', '1c', '+', '3'],
  proxmox: ['2', 'd', '2v', '3', '2n', '1'],
  k8s: ['3', 'd', '3p', '1', '3s', '3', '3e', '1', '3n', '1'],
  security: ['4', 'a', '1', '4l', '1', '4f', '1'],
};

test('every recording is read', () => {
  expect(new Set(Object.keys(AREA_OF))).toEqual(new Set(RECORDED));
});

describe('what the phone makes of a real server', () => {
  test.for(Object.entries(AREA_OF))('%s', async ([name, area]) => {
    const clock = new FakeClock(RECORDED_AT);
    const server = new RecordedServer(LABELS[area], load(name));
    const exchange = await read(phoneOn(area, server, clock), TEXTS[area]);
    await expect(`${exchange}\n`).toMatchFileSnapshot(`texts/${name}.txt`);
  });
});
