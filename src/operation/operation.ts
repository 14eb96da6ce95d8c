import type { ChangeOperation } from './change-operation.ts';
import type { NoteOperation } from './note-operation.ts';
import type { ReadOperation } from './read-operation.ts';

/** An ability of the relay, reachable from every face: the menu, Claude, and agents. */
export type Operation = ReadOperation | NoteOperation | ChangeOperation;

export const isRead = (operation: Operation): operation is ReadOperation =>
  operation.risk === 'read';

export const isNote = (operation: Operation): operation is NoteOperation =>
  operation.risk === 'note';

export const isChange = (operation: Operation): operation is ChangeOperation =>
  !isRead(operation) && !isNote(operation);
