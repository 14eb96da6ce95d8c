import { describeProblem } from './account.ts';
import { confirm } from './choose.ts';
import type { AccountNumber, PhoneAccount } from './phone-account.ts';
import { printable } from './printable.ts';
import type { SetupContext } from './setup-context.ts';
import { withoutKeys } from './without-keys.ts';

/** Makes Twilio retry twice, in case the relay was just being restarted. */
const RETRIES = '#rc=2&rp=all';

/** The webhook of a new number, which can be replaced safely. */
const TWILIO_SAMPLE = /^https:\/\/demo\.twilio\.com\//;

/** The change to offer for the webhook of a number. */
type Step =
  | { readonly do: 'nothing' }
  | { readonly do: 'offer'; readonly now: string; readonly byDefault: 'yes' | 'no' };

export function compareWebhook(number: AccountNumber, webhook: string): Step {
  const { application, method } = number;
  const now = number.webhook.replace(/#.*$/s, '');
  if (application !== undefined) {
    const words = `to the application ${printable(application)}, which takes precedence over any webhook`;
    return { do: 'offer', now: words, byDefault: 'no' };
  }
  if (now === webhook && method === 'POST') return { do: 'nothing' };
  const isFree = now === '' || TWILIO_SAMPLE.test(now);
  const words = now === '' ? 'nowhere' : `to ${withoutKeys(number.webhook)} (${printable(method)})`;
  return { do: 'offer', now: words, byDefault: isFree || now === webhook ? 'yes' : 'no' };
}

/** Offers to point the webhook of the number at this relay, and prints the result. */
export async function offerWebhook(context: SetupContext, account: PhoneAccount): Promise<void> {
  const { dialogue, settings } = context;
  const [publicUrl, number] = [settings.value('PUBLIC_URL'), settings.value('TWILIO_PHONE_NUMBER')];
  if (publicUrl === undefined || number === undefined) return;
  dialogue.say('\nWebhook', 'title');

  const found = await dialogue.waitFor(account.find(number));
  if (!found.ok) return printProblem(describeProblem(found.error));
  if (!found.value) return printProblem(`${printable(number)} is not a number of this account.`);

  const webhook = `${publicUrl.replace(/(?<!\/)\/+$/, '')}/sms`;
  const step = compareWebhook(found.value, webhook);
  if (step.do === 'nothing') return printWebhook(found.value);
  dialogue.say(`Texts to ${printable(number)} go ${step.now}.`);
  const asks = `Point them to ${withoutKeys(webhook)}?`;
  if (!(await confirm(dialogue, { asks, byDefault: step.byDefault }))) {
    dialogue.say('They are unchanged.');
    return;
  }
  const set = await account.pointTo(found.value, webhook + RETRIES);
  if (!set.ok) return printProblem(describeProblem(set.error));
  // The response to the update may only echo the request, so the number is read again.
  const now = await dialogue.waitFor(account.find(number));
  if (now.ok && now.value && compareWebhook(now.value, webhook).do === 'nothing')
    printWebhook(now.value);
  else printProblem('Twilio accepted it, but does not show it: look into its console.');

  function printWebhook({ webhook: address, method }: AccountNumber): void {
    const words = `Texts to ${printable(number ?? '')} go to ${withoutKeys(address)} (${printable(method)}).`;
    dialogue.say(words, 'good');
  }
  function printProblem(words: string): void {
    dialogue.say(`! ${words}`, 'problem');
  }
}
