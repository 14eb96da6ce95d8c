import { checkProxies, resolveVariable } from '../../config/check.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { ask, isOpen } from './ask.ts';
import type { AccountNumber, AccountProblem, PhoneAccount } from './phone-account.ts';
import { printable } from './printable.ts';
import { ACCOUNT_SID, AUTH_TOKEN, PHONE_NUMBER } from './questions.ts';
import type { SetupContext } from './setup-context.ts';

/** An account that was opened, with its numbers. */
interface Opened {
  readonly account: PhoneAccount;
  readonly numbers: readonly AccountNumber[];
}

/** Asks for the account and its number, and checks them at once. */
export async function askAccount(context: SetupContext): Promise<PhoneAccount | undefined> {
  const { dialogue } = context;
  const isAnyOpen = [ACCOUNT_SID, AUTH_TOKEN, PHONE_NUMBER].some((it) => isOpen(it, context));
  if (isAnyOpen) dialogue.say('\nTwilio', 'title');
  for (const question of [ACCOUNT_SID, AUTH_TOKEN]) {
    if (isOpen(question, context)) await ask(question, context);
  }
  const opened = await openAccountUntilAccepted(context);
  await askNumber(context, opened?.numbers);
  return opened?.account;
}

/** Opens the account at Twilio; asks again for rejected keys until they are accepted or left unchanged. */
async function openAccountUntilAccepted(context: SetupContext): Promise<Opened | undefined> {
  const { dialogue, settings } = context;
  for (;;) {
    const before = keyOf(context);
    const opened = await openAccountOf(context);
    if (!opened) return undefined;
    if (opened.ok) {
      dialogue.say('\nTwilio accepts the account SID and the auth token.', 'good');
      return opened.value;
    }
    dialogue.say(`! ${describeProblem(opened.error)}`, 'problem');
    if (opened.error.kind === 'other') return undefined;
    dialogue.say('Please try again; Enter twice keeps them as they are.');
    await ask(ACCOUNT_SID, context);
    await ask(AUTH_TOKEN, context);
    if (keyOf(context) === before) return undefined;
  }

  function keyOf(_: SetupContext): string {
    return [settings.value(ACCOUNT_SID.name), settings.value(AUTH_TOKEN.name)].join();
  }
}

/** Opens the account through the relay's proxy; an invalid proxy setting is an error, so the proxy is never bypassed. */
async function openAccountOf(
  context: SetupContext,
): Promise<Result<Opened, AccountProblem> | undefined> {
  const { dialogue, settings, openAccount, readSecrets } = context;
  const sid = settings.value(ACCOUNT_SID.name);
  const resolved = await resolveVariable(AUTH_TOKEN.name, settings.all(), readSecrets);
  if (!resolved.ok) return err({ kind: 'other', words: resolved.error });
  const token = resolved.value;
  const apiUrl = settings.value('TWILIO_API_URL');
  if (sid === undefined || token === undefined) return undefined;
  const proxies = checkProxies(settings.all());
  if (!proxies.ok) return err({ kind: 'other', words: proxies.error });
  const { proxyFor } = proxies.value;
  const account = openAccount({ sid, token, proxyFor, ...(apiUrl !== undefined && { apiUrl }) });
  const numbers = await dialogue.waitFor(account.numbers());
  return numbers.ok ? ok({ account, numbers: numbers.value }) : numbers;
}

/** Describes a problem with the account. */
export const describeProblem = ({ kind, words }: AccountProblem): string =>
  kind === 'denied'
    ? `Twilio does not accept this account SID with this auth token: ${printable(words)}`
    : `Twilio could not be reached, so nothing was checked there: ${printable(words)}`;

async function askNumber(
  context: SetupContext,
  numbers: readonly AccountNumber[] = [],
): Promise<void> {
  const { dialogue, settings } = context;
  const belongsToAccount = (number: string | undefined): boolean =>
    numbers.length === 0 || numbers.some((it) => it.number === number);
  const present = settings.value(PHONE_NUMBER.name);
  if (present !== undefined && !belongsToAccount(present)) {
    dialogue.say(`! ${printable(present)} is not a number of this account.`, 'problem');
    settings.unset(PHONE_NUMBER.name);
  } else if (!isOpen(PHONE_NUMBER, context)) return;

  if (numbers.length === 0) {
    await ask(PHONE_NUMBER, context);
    return;
  }
  dialogue.say('Its numbers:');
  const lines = numbers.map(({ number, name }, at) => `  ${at + 1}) ${number}  ${printable(name)}`);
  dialogue.say(lines.join('\n'));
  await ask(PHONE_NUMBER, context, {
    proposal: numbers[0]?.number,
    tidy: (answer) => numbers[Number(answer) - 1]?.number ?? answer,
    object: (value) => (belongsToAccount(value) ? undefined : 'is not a number of this account'),
  });
}
