import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { alertReads, GET_ALERT } from '../../src/alerts/alert-reads.ts';
import { createAlertAnswers } from '../../src/alerts/answer-text.ts';
import { EXPLAIN_THING } from '../../src/alerts/explain-thing.ts';
import { holdOperations } from '../../src/alerts/hold-operations.ts';
import { readInput } from '../../src/approvals/read-input.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { describeInvoked } from '../../src/operation/invoke.ts';
import { isNote, isRead } from '../../src/operation/operation.ts';
import { callerOf } from '../../src/people/caller.ts';
import type { Person } from '../../src/people/person.ts';
import { type AlertHouse, anna } from './alert-house.ts';

/** Says something to the alerts of a house, and returns the answer; a change is only asked for. */
export type SayToAlerts = ((body: string) => Promise<string | undefined>) & {
  /** Confirms the last change that was asked for. */
  readonly confirm: () => Promise<void>;
};

interface Choices {
  readonly isOperator?: boolean;
  readonly timeZone?: string;
}

/** The phone of a person, as far as alerts are concerned. */
export function alertPhone(
  house: AlertHouse,
  person: Person = anna,
  { isOperator = true, timeZone = 'UTC' }: Choices = {},
): SayToAlerts {
  const { alerts, clock, people } = house;
  const time = createLocalTime(clock, timeZone);
  const responderOf = ({ id }: { readonly id: string }) => ({
    ...{ id, time, nameOf: (other: string) => other },
    findOther: (name: string | undefined) =>
      name === undefined || name === 'ben' ? { id: 'ben', name: 'ben' } : undefined,
  });
  const answer = createAlertAnswers({ alerts, clock, responderOf });
  const caller = callerOf({ isOperator: () => isOperator }, person.id, 'sms');
  const operations = [
    ...alertReads({ alerts, nameOf: (id) => id, lists: [], rowOf: () => undefined }),
    ...holdOperations({
      ...{ alerts, people, responderOf, nameOf: (id) => id, timeOf: () => time },
      newId: randomUUID,
    }),
  ];
  let confirm = async (): Promise<void> => expect.fail('nothing was asked for');

  async function invoke(name: string, input: unknown): Promise<string> {
    const operation = operations.find((one) => one.name === name);
    if (!operation) return expect.fail(`there is no ${name}`);
    if (isRead(operation) || isNote(operation)) {
      const result = await operation.call(input, caller);
      if (!result.ok) return describeInvoked({ is: 'failed', failure: result.error }, time).text;
      const { text, rows = [] } = result.value.format(time);
      return [text, ...rows.map((row, at) => `${at + 1}) ${row.text}`)].join('\n');
    }
    const read = readInput(operation, input);
    if (!read.ok) return expect.fail(read.error);
    const plan = await operation.plan(read.value, person.id);
    if (!plan.ok) return describeInvoked({ is: 'failed', failure: plan.error }, time).text;
    const { question, note, evidence } = plan.value;
    confirm = async () => {
      expect(await operation.execute(read.value, evidence, person.id)).toEqual({ ok: true });
      expect(await operation.verify(read.value, evidence, 0)).toMatchObject({ state: 'done' });
    };
    return `CODE? ${question} ${note}`;
  }

  async function say(body: string): Promise<string | undefined> {
    const reply = await answer(caller, time, body);
    if (!reply || 'text' in reply) return reply?.text;
    if ('opens' in reply) return reply.opens;
    if ('asks' in reply) return invoke(reply.asks.operation, reply.asks.input);
    return invoke(reply.shows === 'thing' ? EXPLAIN_THING : GET_ALERT, { id: reply.id });
  }

  return Object.assign(say, { confirm: () => confirm() });
}
