import { ask } from './ask.ts';
import { choose } from './choose.ts';
import { drawQr } from './draw-qr.ts';
import { TOTP_KEY } from './questions.ts';
import type { SetupContext } from './setup-context.ts';

/** Offer the six digits of an app for what destroys. */
export async function askSecondFactor(walk: SetupContext): Promise<void> {
  const { dialogue, sheet, asksAll, isFirst } = walk;
  if (sheet.isFromOutside(TOTP_KEY.name)) return;
  const isSet = sheet.value(TOTP_KEY.name) !== undefined;
  if (!asksAll && (!isFirst || isSet)) return;

  dialogue.say(dialogue.style.title('\nSecond factor'));
  dialogue.say(
    dialogue.style.small(`For what destroys, like cutting a guest's power, the relay can ask for the six
digits of an authenticator app besides its own code.`),
  );
  const [picked] = await choose(dialogue, {
    asks: 'Which',
    options: [
      'make a secret, and show it once',
      'I have a secret',
      ...(isSet ? ['keep the present one'] : []),
    ],
    present: isSet ? [3] : [],
  });
  if (picked === 1) await makeOne(walk);
  else if (picked === 2) await ask(TOTP_KEY, walk);
  else if (picked === undefined && isSet) sheet.unset(TOTP_KEY.name);
}

/** The only secret that is shown: there is no other way from here into the app. */
async function makeOne({ dialogue, sheet, makeAuthenticator }: SetupContext): Promise<void> {
  const { secret, uri, accepts } = makeAuthenticator(sheet.value('TWILIO_PHONE_NUMBER') ?? 'relay');
  dialogue.say(`For the app, shown this once, later only in .env: ${secret}`);
  dialogue.say(await drawQr(uri));
  for (;;) {
    const typed = await dialogue.ask({
      text: 'Scan it. The six digits the app shows (Enter: drop it again): ',
    });
    const digits = typed.replaceAll(/\s/g, '');
    if (digits === '') return;
    if (accepts(digits)) {
      sheet.set(TOTP_KEY.name, secret);
      dialogue.say(dialogue.style.good('They are right.'));
      return;
    }
    dialogue.say(dialogue.style.trouble('! are not right: does the clock of this machine agree?'));
  }
}
