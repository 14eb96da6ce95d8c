import { ask } from './ask.ts';
import { choose } from './choose.ts';
import { drawQr } from './draw-qr.ts';
import { TOTP_KEY } from './questions.ts';
import type { SetupContext } from './setup-context.ts';

/** Offers an authenticator app as second factor for destructive actions. */
export async function askSecondFactor(context: SetupContext): Promise<void> {
  const { dialogue, settings, asksAll, isFirst } = context;
  if (settings.isFromOutside(TOTP_KEY.name)) return;
  const isSet = settings.value(TOTP_KEY.name) !== undefined;
  if (!asksAll && (!isFirst || isSet)) return;

  dialogue.say('\nSecond factor', 'title');
  dialogue.say(
    `For destructive actions, like cutting a guest's power, the relay can ask for the six
digits of an authenticator app besides its own code.`,
    'small',
  );
  const [chosen] = await choose(dialogue, {
    asks: 'Which',
    options: [
      'create a secret, and show it once',
      'I have a secret',
      ...(isSet ? ['keep the present one'] : []),
    ],
    present: isSet ? [3] : [],
  });
  if (chosen === 1) await createSecret(context);
  else if (chosen === 2) await ask(TOTP_KEY, context);
  else if (chosen === undefined && isSet) settings.unset(TOTP_KEY.name);
}

/** Creates a secret and shows it, the only one ever shown, because there is no other way into the app. */
async function createSecret({
  dialogue,
  settings,
  makeAuthenticator,
}: SetupContext): Promise<void> {
  const { secret, uri, accepts } = makeAuthenticator(
    settings.value('TWILIO_PHONE_NUMBER') ?? 'relay',
  );
  dialogue.say(`For the app, shown only now, later only in .env: ${secret}`);
  dialogue.say(await drawQr(uri));
  for (;;) {
    const typed = await dialogue.ask({
      text: 'Scan it. The six digits the app shows (Enter: discard it): ',
    });
    const digits = typed.replaceAll(/\s/g, '');
    if (digits === '') return;
    if (accepts(digits)) {
      settings.set(TOTP_KEY.name, secret);
      dialogue.say('They are correct.', 'good');
      return;
    }
    dialogue.say('! are not correct: is the clock of this machine right?', 'problem');
  }
}
