import { wordsFor } from './account.ts';
import { agrees } from './choose.ts';
import type { AccountNumber, PhoneAccount } from './phone-account.ts';
import { visible } from './printable.ts';
import type { SetupContext } from './setup-context.ts';
import { withoutKeys } from './without-keys.ts';

/** Twilio tries again, twice, when the relay was just being restarted. */
const RETRIES = '#rc=2&rp=all';

/** Where a fresh number points to: nobody would miss it. */
const TWILIO_SAMPLE = /^https:\/\/demo\.twilio\.com\//;

/** What there is to do about where a number's texts go. */
type Step =
  | { readonly do: 'nothing' }
  | { readonly do: 'offer'; readonly now: string; readonly unlessTold: 'yes' | 'no' };

export function compareWebhook(number: AccountNumber, webhook: string): Step {
  const { application, method } = number;
  const now = number.webhook.replace(/#.*$/s, '');
  if (application !== undefined) {
    const words = `to the application ${visible(application)}, which goes before any webhook`;
    return { do: 'offer', now: words, unlessTold: 'no' };
  }
  if (now === webhook && method === 'POST') return { do: 'nothing' };
  const isFree = now === '' || TWILIO_SAMPLE.test(now);
  const words = now === '' ? 'nowhere' : `to ${withoutKeys(number.webhook)} (${visible(method)})`;
  return { do: 'offer', now: words, unlessTold: isFree || now === webhook ? 'yes' : 'no' };
}

/** Offer to point the number's texts at this relay, and tell how it is then. */
export async function offerWebhook(walk: SetupContext, account: PhoneAccount): Promise<void> {
  const { dialogue, sheet } = walk;
  const [publicUrl, number] = [sheet.value('PUBLIC_URL'), sheet.value('TWILIO_PHONE_NUMBER')];
  if (publicUrl === undefined || number === undefined) return;
  dialogue.say(dialogue.style.title('\nWebhook'));

  const found = await dialogue.waitFor(account.find(number));
  if (!found.ok) return complain(wordsFor(found.error));
  if (!found.value) return complain(`${visible(number)} is no number of this account.`);

  const webhook = `${publicUrl.replace(/(?<!\/)\/+$/, '')}/sms`;
  const step = compareWebhook(found.value, webhook);
  if (step.do === 'nothing') return told(found.value);
  dialogue.say(`Texts to ${visible(number)} go ${step.now}.`);
  const asks = `Let them go to ${withoutKeys(webhook)}?`;
  if (!(await agrees(dialogue, { asks, unlessTold: step.unlessTold }))) {
    dialogue.say('They stay as they are.');
    return;
  }
  const set = await account.pointTo(found.value, webhook + RETRIES);
  if (!set.ok) return complain(wordsFor(set.error));
  // What it says back may be what it was told; what it says when asked is how it is.
  const now = await dialogue.waitFor(account.find(number));
  if (now.ok && now.value && compareWebhook(now.value, webhook).do === 'nothing') told(now.value);
  else complain('Twilio took it, but does not say so when asked: look into its console.');

  function told({ webhook: address, method }: AccountNumber): void {
    const words = `Texts to ${visible(number ?? '')} go to ${withoutKeys(address)} (${visible(method)}).`;
    dialogue.say(dialogue.style.good(words));
  }
  function complain(words: string): void {
    dialogue.say(dialogue.style.trouble(`! ${words}`));
  }
}
