import type { Port } from '../../../areas/network/network.ts';
import { type RecordReader, recordReader } from './record-reader.ts';

/** Reads a port from a record of either UniFi API. */
export function readPort(record: unknown): Port | undefined {
  const facts = recordReader(record);
  const number = facts?.number('idx', 'port_idx', 'number');
  if (!facts || number === undefined || !Number.isInteger(number) || number < 1) return undefined;
  return { number, poe: canPower(facts), powers: isPowering(facts) };
}

/** The legacy API reports the capability of the hardware and the setting separately. */
const canPower = (facts: RecordReader): boolean =>
  facts.flag('poe.enabled') ??
  (facts.flag('port_poe') === true && facts.text('poe_mode') !== 'off');

const POWERING: Readonly<Record<string, boolean>> = { UP: true, LIMITED: true, DOWN: false };

function isPowering(facts: RecordReader): boolean | undefined {
  const watts = facts.number('poe_power');
  return POWERING[facts.text('poe.state') ?? ''] ?? (watts === undefined ? undefined : watts > 0);
}
