import type { Fault } from './fault-schedule.ts';

/** The faults that can be staged at any time, the ones to show first at the top. */
export const STAGED_FAULTS = [
  'guest-stopped',
  'pod-crashing',
  'switch-down',
  'wan-down',
  'everything',
  'deployment-off',
  'backup-failed',
  'storage-full',
  'access-point-down',
  'critical-alert',
] as const satisfies readonly (Fault | 'everything')[];

export type StagedFault = (typeof STAGED_FAULTS)[number];

/** Faults that can be seen beside each other: a dead switch would hide all others. */
const EVERYTHING: readonly Fault[] = [
  'guest-stopped',
  'pod-crashing',
  'wan-down',
  'access-point-down',
  'node-down',
  'backup-failed',
  'storage-full',
  'critical-alert',
];

/** Returns the faults that a staged one consists of. */
export const faultsOf = (staged: StagedFault): readonly Fault[] =>
  staged === 'everything' ? EVERYTHING : [staged];
