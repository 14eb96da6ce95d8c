import { expect, test } from 'vitest';
import { describeReplicas } from '../../src/store/describe-replicas.ts';
import { createSoleLeadership, type ReplicaState } from '../../src/store/leadership.ts';
import { REPLICA } from '../support/replica.ts';

const other = { ...REPLICA, id: 'b', name: 'relay-b' };

const report = (state: Partial<ReplicaState>) =>
  describeReplicas({
    isShared: true,
    describe: () => ({
      ...{ self: REPLICA, isLeading: false, leader: other.name, alive: [REPLICA, other] },
      problem: undefined,
      ...state,
    }),
  });

test('of a relay without replicas there is nothing to tell', () => {
  expect(describeReplicas(createSoleLeadership(REPLICA))).toEqual({ wrong: [] });
});

test('operators see which replica answers, and which one sends texts', () => {
  expect(report({})).toEqual({
    wrong: [],
    replica: { name: 'relay', leads: false, leader: 'relay-b', replicas: ['relay', 'relay-b'] },
  });
});

test('replicas of which none leads are a problem, and so is one without a connection', () => {
  expect(report({ leader: undefined }).wrong).toEqual(['no replica sends texts at the moment']);
  expect(report({ leader: undefined }).replica).toMatchObject({ leader: null });
  const problem = 'connect ECONNREFUSED 127.0.0.1:5432';
  expect(report({ leader: undefined, problem }).wrong).toEqual([
    `cut off from the replicas: ${problem}`,
  ]);
});
