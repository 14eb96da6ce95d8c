import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import type { PhoneNumber } from '../../src/core/phone-number.ts';
import { readAnswer } from '../../src/emulators/twilio/read-answer.ts';
import { formOf, signedRequest } from './signed-form.ts';

/** Fields of a webhook that a test wants to be different. */
type Fields = Readonly<Record<string, string>>;

/** A phone in a test: what arrives must be heard, or the test fails. */
export interface Phone {
  /** Send a text through the signed webhook, as the carrier would; resolves to the raw TwiML. */
  texts(body: string, fields?: Fields): Promise<string>;
  /** The oldest text not heard yet is this, or matches it. */
  hears(expected: string | RegExp): void;
  /** The oldest text not heard yet, for a closer look. */
  reads(): string;
  /** Whatever arrived until now is no matter. */
  forgets(): void;
  expectNothingUnheard(): void;
}

export function startPhone(number: PhoneNumber, http: FastifyInstance): Phone {
  let unheard: readonly string[] = [];

  function reads(): string {
    const [first, ...rest] = unheard;
    expect(first, `${number} waits for a text`).toBeDefined();
    unheard = rest;
    return first ?? '';
  }

  return {
    reads,
    async texts(body, fields = {}) {
      const { MessageSid: SmsSid = '', ...form } = { ...formOf(number, body), ...fields };
      const response = await http.inject(signedRequest({ ...form, MessageSid: SmsSid, SmsSid }));
      expect(response.statusCode).toBe(200);
      expect(response.headers['content-type']).toMatch(/^text\/xml/);
      const contentType = String(response.headers['content-type']);
      const read = readAnswer({ status: response.statusCode, contentType, body: response.body });
      if ('code' in read) throw new Error(`the carrier cannot read this answer: ${read.code}`);
      unheard = [...unheard, ...read.messages.map((message) => message.body)];
      return response.body;
    },
    hears(expected) {
      const text = reads();
      if (typeof expected === 'string') expect(text).toBe(expected);
      else expect(text).toMatch(expected);
    },
    forgets() {
      unheard = [];
    },
    expectNothingUnheard: () => expect(unheard, `${number} got texts nobody expected`).toEqual([]),
  };
}
