import { expect, test } from 'vitest';
import { readPort } from '../../../../src/adapters/backends/vendor-records/ports.ts';

const poe = (enabled: boolean, state: string) => ({ standard: '802.3at', type: 2, enabled, state });

test.for<readonly [string, object, object | undefined]>([
  [
    'official, giving power',
    { idx: 5, state: 'UP', connector: 'RJ45', poe: poe(true, 'UP') },
    { number: 5, poe: true, powers: true },
  ],
  ['official, limited', { idx: 5, poe: poe(true, 'LIMITED') }, { poe: true, powers: true }],
  ['official, idle', { idx: 5, poe: poe(true, 'DOWN') }, { poe: true, powers: false }],
  ['official, unknown', { idx: 5, poe: poe(true, 'UNKNOWN') }, { poe: true, powers: undefined }],
  ['official, switched off', { idx: 5, poe: poe(false, 'DOWN') }, { poe: false, powers: false }],
  ['official, fibre', { idx: 9, connector: 'SFP' }, { number: 9, poe: false }],
  [
    'classic, giving power',
    { port_idx: 5, port_poe: true, poe_mode: 'auto', poe_power: '4.21' },
    { number: 5, poe: true, powers: true },
  ],
  [
    'classic, idle',
    { port_idx: 5, port_poe: true, poe_mode: 'auto', poe_power: '0.00' },
    { poe: true, powers: false },
  ],
  [
    'classic, switched off',
    { port_idx: 5, port_poe: true, poe_mode: 'off' },
    { poe: false, powers: undefined },
  ],
  ['classic, without power', { port_idx: 1, poe_enable: false }, { number: 1, poe: false }],
  ['one without a number', { name: 'Port 5', port_poe: true }, undefined],
])('a port: %s', ([, record, port]) => {
  const read = readPort(record);
  if (port) expect(read).toMatchObject(port);
  else expect(read).toBeUndefined();
});
