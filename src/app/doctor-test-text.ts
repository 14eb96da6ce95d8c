import type { TwilioAccount } from '../adapters/carriers/twilio/client.ts';
import { createTwilioTransport } from '../adapters/carriers/twilio/twilio-transport.ts';
import type { DeliveryReport as Delivered, SendOutcome } from '../channels/transport.ts';
import type { Config } from '../config/config.ts';
import type { Clock } from '../core/clock.ts';
import { type CheckResult, warn } from '../doctor/check-result.ts';
import { checkSending, type Progress } from '../doctor/send.ts';
import { carrierError } from '../outbox/carrier-errors.ts';

const TEXT = 'sms-relay doctor: this text was sent to see whether texts arrive. They do.';

/** Sends a real text to the first operator, by the same transport as the relay. */
export async function sendText(
  { people, twilio }: Config,
  account: TwilioAccount,
  clock: Clock,
): Promise<CheckResult> {
  const [owner] = people.operators;
  if (owner === undefined) {
    return warn('Text', 'none was sent: there is no operator', 'See ALLOWED_PHONE_NUMBER.');
  }
  const transport = createTwilioTransport(account);
  return checkSending(
    {
      clock,
      meaningOf: (code) => carrierError(code).sentence,
      async send(to) {
        const from = twilio.phoneNumber;
        const outcome = await transport.send({ from, to, body: TEXT, validForSec: 300 });
        const sid = outcome.kind === 'taken' ? outcome.report.sid : '';
        const ask = async () => progressOf(await transport.ask(sid));
        return { progress: firstProgress(outcome), ask };
      },
    },
    owner.addresses[0].number,
  );
}

function firstProgress(outcome: SendOutcome): Progress {
  switch (outcome.kind) {
    case 'taken':
      return progressOf(outcome.report);
    case 'refused':
      return { kind: 'failed', code: outcome.code };
    case 'unreachable':
    case 'unknown':
      return { kind: 'no answer', cause: outcome.cause };
    default:
      return outcome satisfies never;
  }
}

const FAILED: ReadonlySet<string> = new Set(['undelivered', 'failed', 'canceled']);

function progressOf(report: Delivered | 'unknown-id' | undefined): Progress {
  if (report === undefined || report === 'unknown-id')
    return { kind: 'under way', state: 'unknown' };
  const { state, code } = report;
  if (state === 'delivered' || state === 'read') return { kind: 'delivered' };
  return FAILED.has(state) ? { kind: 'failed', code } : { kind: 'under way', state };
}
