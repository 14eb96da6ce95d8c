import { checkProxies } from '../../config/check.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { ask, isOpen } from './ask.ts';
import type { AccountNumber, AccountProblem, PhoneAccount } from './phone-account.ts';
import { visible } from './printable.ts';
import { ACCOUNT_SID, AUTH_TOKEN, PHONE_NUMBER } from './questions.ts';
import type { SetupContext } from './setup-context.ts';

/** The account as it was found; nothing when nobody could look. */
interface Opened {
  readonly account: PhoneAccount;
  readonly numbers: readonly AccountNumber[];
}

/** Ask for the account and its number, and look at once whether they are right. */
export async function askAccount(walk: SetupContext): Promise<PhoneAccount | undefined> {
  const { dialogue } = walk;
  const isAsked = [ACCOUNT_SID, AUTH_TOKEN, PHONE_NUMBER].some((it) => isOpen(it, walk));
  if (isAsked) dialogue.say(dialogue.style.title('\nTwilio'));
  for (const question of [ACCOUNT_SID, AUTH_TOKEN]) {
    if (isOpen(question, walk)) await ask(question, walk);
  }
  const opened = await openKnown(walk);
  await askNumber(walk, opened?.numbers);
  return opened?.account;
}

/** Ask Twilio; what it does not accept is asked for again, until it is left as it is. */
async function openKnown(walk: SetupContext): Promise<Opened | undefined> {
  const { dialogue, sheet } = walk;
  for (;;) {
    const before = keyOf(walk);
    const opened = await openAccountOf(walk);
    if (!opened) return undefined;
    if (opened.ok) {
      dialogue.say(dialogue.style.good('\nTwilio accepts the account SID and the auth token.'));
      return opened.value;
    }
    dialogue.say(dialogue.style.trouble(`! ${wordsFor(opened.error)}`));
    if (opened.error.kind === 'other') return undefined;
    dialogue.say('Once more, please; Enter twice leaves them as they are.');
    await ask(ACCOUNT_SID, walk);
    await ask(AUTH_TOKEN, walk);
    if (keyOf(walk) === before) return undefined;
  }

  function keyOf(_: SetupContext): string {
    return [sheet.value(ACCOUNT_SID.name), sheet.value(AUTH_TOKEN.name)].join();
  }
}

/** Through the proxy that the relay would use; with one that cannot be read, not past it either. */
async function openAccountOf(
  walk: SetupContext,
): Promise<Result<Opened, AccountProblem> | undefined> {
  const { dialogue, sheet, openAccount } = walk;
  const [sid, token] = [sheet.value(ACCOUNT_SID.name), sheet.value(AUTH_TOKEN.name)];
  const apiUrl = sheet.value('TWILIO_API_URL');
  if (sid === undefined || token === undefined) return undefined;
  const proxies = checkProxies(sheet.all());
  if (!proxies.ok) return err({ kind: 'other', words: proxies.error });
  const { proxyFor } = proxies.value;
  const account = openAccount({ sid, token, proxyFor, ...(apiUrl !== undefined && { apiUrl }) });
  const numbers = await dialogue.waitFor(account.numbers());
  return numbers.ok ? ok({ account, numbers: numbers.value }) : numbers;
}

/** What a person can do about it. */
export const wordsFor = ({ kind, words }: AccountProblem): string =>
  kind === 'denied'
    ? `Twilio does not accept this account SID with this auth token: ${visible(words)}`
    : `Twilio could not be asked, nothing is checked there: ${visible(words)}`;

async function askNumber(
  walk: SetupContext,
  numbers: readonly AccountNumber[] = [],
): Promise<void> {
  const { dialogue, sheet } = walk;
  const isOwn = (number: string | undefined): boolean =>
    numbers.length === 0 || numbers.some((it) => it.number === number);
  const present = sheet.value(PHONE_NUMBER.name);
  if (present !== undefined && !isOwn(present)) {
    dialogue.say(dialogue.style.trouble(`! ${visible(present)} is no number of this account.`));
    sheet.unset(PHONE_NUMBER.name);
  } else if (!isOpen(PHONE_NUMBER, walk)) return;

  if (numbers.length === 0) {
    await ask(PHONE_NUMBER, walk);
    return;
  }
  dialogue.say('Its numbers:');
  const lines = numbers.map(({ number, name }, at) => `  ${at + 1}) ${number}  ${visible(name)}`);
  dialogue.say(lines.join('\n'));
  await ask(PHONE_NUMBER, walk, {
    proposal: numbers[0]?.number,
    tidy: (answer) => numbers[Number(answer) - 1]?.number ?? answer,
    object: (value) => (isOwn(value) ? undefined : 'is no number of this account'),
  });
}
