import type { ChangeOperation } from './change-operation.ts';
import type { ReadOperation } from './read-operation.ts';

/** An ability of the relay, reachable from every face: the menu, Claude, and agents. */
export type Operation = ReadOperation | ChangeOperation;

export const isRead = (operation: Operation): operation is ReadOperation =>
  operation.risk === 'read';
