import type { Replica } from '../../src/store/leadership.ts';

/** A relay that shares its storage with no other. */
export const REPLICA: Replica = { id: 'a', name: 'relay', version: '0.0.0-test', startedAt: 0 };
