import type { Port } from '../../../areas/network/network.ts';
import { type Facts, factsOf } from './record-reader.ts';

/** A port, as UniFi's two APIs tell it. */
export function readPort(record: unknown): Port | undefined {
  const facts = factsOf(record);
  const number = facts?.number('idx', 'port_idx', 'number');
  if (!facts || number === undefined || !Number.isInteger(number) || number < 1) return undefined;
  return { number, poe: canPower(facts), powers: isPowering(facts) };
}

/** The classic API tells what the hardware can, and what it is set to. */
const canPower = (facts: Facts): boolean =>
  facts.flag('poe.enabled') ??
  (facts.flag('port_poe') === true && facts.text('poe_mode') !== 'off');

const POWERING: Readonly<Record<string, boolean>> = { UP: true, LIMITED: true, DOWN: false };

function isPowering(facts: Facts): boolean | undefined {
  const watts = facts.number('poe_power');
  return POWERING[facts.text('poe.state') ?? ''] ?? (watts === undefined ? undefined : watts > 0);
}
