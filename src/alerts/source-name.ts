import { OWN_SOURCE } from './incident.ts';

/** Returns true for a name that a monitoring tool can have. The relay's own is not free: its alerts are not for others to end. */
export const isSourceName = (text: string): boolean =>
  /^[\w.-]{1,40}$/.test(text) && text !== OWN_SOURCE;
