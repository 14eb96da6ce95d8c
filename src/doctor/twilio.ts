import { maskNumber, type PhoneNumber } from '../core/phone-number.ts';
import type { Result } from '../core/result.ts';
import type {
  Carrier,
  CarrierAccount,
  CarrierProblem,
  Destination,
  MessagingService,
  RelayNumber,
} from './carrier.ts';
import { type CheckResult, fail, pass, warn } from './check-result.ts';
import { describeFault, faultIn } from './connection-fault.ts';
import { countryOf, kindOfSender } from './countries.ts';
import { evaluateCampaigns, evaluateTollFree } from './registration.ts';
import { evaluateWebhook } from './webhook.ts';

interface Dependencies {
  readonly carrier: Carrier;
  readonly number: PhoneNumber;
  readonly people: readonly PhoneNumber[];
  readonly publicUrl: string;
}

const SUBJECT = 'Twilio';

/** Checks the account first: without it nothing else can be read. */
export async function checkTwilio(dependencies: Dependencies): Promise<readonly CheckResult[]> {
  const { carrier, number } = dependencies;
  const account = await carrier.account();
  if (!account.ok) return [evaluateProblem(account.error)];
  const [balance, own, countries] = await Promise.all([
    carrier.balance(),
    carrier.number(number),
    checkCountries(dependencies),
  ]);
  return [
    ...(await checkAccount(dependencies, account.value)),
    ...(balance.ok ? evaluateBalance(balance.value) : []),
    ...(await checkNumber(dependencies, own)),
    ...countries,
  ];
}

/** Explains an error answer of the carrier. */
function evaluateProblem({ status, code, cause }: CarrierProblem): CheckResult {
  if (status === 401 || code === 20003) {
    return fail(SUBJECT, 'refuses the account SID or the auth token', COPY_BOTH);
  }
  if (code === 20404 || status === 404) {
    return fail(SUBJECT, 'has no such account', COPY_BOTH);
  }
  if (status === undefined) {
    return fail(SUBJECT, `cannot be reached: ${describeFault(faultIn(cause), undefined)}`, ONLINE);
  }
  return fail(SUBJECT, `answers with an error (${code ?? status})`, STATUS_PAGE);
}

const COPY_BOTH =
  'Copy both anew from console.twilio.com, Account Info: the primary auth token, no API key, no test credentials.';
const ONLINE = 'Check that this machine can reach api.twilio.com on port 443.';
const STATUS_PAGE = 'Look at status.twilio.com, and try again.';

async function checkAccount(
  { carrier, people }: Dependencies,
  { status, type }: CarrierAccount,
): Promise<readonly CheckResult[]> {
  if (status !== 'active') {
    return [fail(SUBJECT, `the account is ${status}`, 'Open console.twilio.com, which shows why.')];
  }
  if (type !== 'Trial') {
    return [pass(SUBJECT, 'the account is active, and the auth token is right')];
  }
  const verified = await Promise.all(people.map((person) => carrier.isVerified(person)));
  const unverified = people.filter((_, at) => verified[at]?.ok && !verified[at].value);
  if (unverified.length > 0) {
    const who = unverified.map(maskNumber).join(', ');
    const says = `a trial account texts verified numbers only, and ${who} is not (21608)`;
    return [fail(SUBJECT, says, VERIFY)];
  }
  const says =
    'a trial account: it texts verified numbers only, with words of its own before each text';
  return [warn(SUBJECT, says, 'Upgrade it for more than a trial.')];
}

const VERIFY =
  'Verify the phone: console, Phone Numbers, Verified Caller IDs; or upgrade the account.';

function evaluateBalance({ amount, currency }: { amount: number; currency: string }) {
  if (amount >= 1) return [];
  const says = `${amount.toFixed(2)} ${currency} left`;
  const next = 'Console, Billing: add money, or switch auto recharge on.';
  return [amount <= 0 ? fail(SUBJECT, says, next) : warn(SUBJECT, says, next)];
}

async function checkNumber(
  dependencies: Dependencies,
  own: Result<RelayNumber | undefined, CarrierProblem>,
): Promise<readonly CheckResult[]> {
  const { number, carrier } = dependencies;
  const name = maskNumber(number);
  if (!own.ok) return [{ ...evaluateProblem(own.error), subject: 'Number' }];
  if (!own.value) {
    return [
      fail(
        'Number',
        `${name} is not a number of this account`,
        'Put one into TWILIO_PHONE_NUMBER that console.twilio.com shows under Phone Numbers, Active numbers.',
      ),
    ];
  }
  if (!own.value.takesTexts) {
    return [fail('Number', `${name} cannot text`, 'Get a number with SMS, and put it into .env.')];
  }
  const service = await carrier.serviceOf(own.value.sid);
  const [webhook, registration] = await Promise.all([
    checkWebhook(dependencies, own.value, service),
    checkRegistration(dependencies, own.value, service),
  ]);
  return [pass('Number', `${name} belongs to this account and can text`), webhook, registration];
}

type Service = Result<MessagingService | undefined, CarrierProblem>;

/** Checks the webhook that takes precedence: that of a Messaging Service, then of a TwiML App, then of the number itself. */
async function checkWebhook(
  { carrier, publicUrl }: Dependencies,
  own: RelayNumber,
  service: Service,
): Promise<CheckResult> {
  if (!service.ok) return warnUnknown('Webhook', 'Messaging Services', service.error);
  if (service.value && !service.value.leavesTextsToNumber) {
    const { name, texts } = service.value;
    return evaluateWebhook(
      {
        ...texts,
        by: `the Messaging Service "${name}", which goes before the number,`,
        place: `Messaging, Services, ${name}, Integration`,
      },
      publicUrl,
    );
  }
  const place = 'Phone Numbers, the number, Messaging';
  if (own.application === undefined) {
    return evaluateWebhook({ ...own.texts, by: 'the number', place }, publicUrl);
  }
  const by = 'a TwiML App, which goes before the webhook of the number,';
  const texts: Result<Destination, CarrierProblem> = await carrier.application(own.application);
  if (!texts.ok) return warnUnknown('Webhook', 'the TwiML App of the number', texts.error);
  return evaluateWebhook({ ...texts.value, by, place }, publicUrl);
}

async function checkRegistration(
  { carrier, number, people }: Dependencies,
  own: RelayNumber,
  service: Service,
): Promise<CheckResult> {
  const kind = kindOfSender(number);
  if (kind === 'other' || !people.some((person) => person.startsWith('+1'))) {
    return pass('Registration', 'not needed: no American number texts phones in the US');
  }
  if (kind === 'toll-free') {
    const verification = await carrier.tollFree(own.sid);
    if (!verification.ok) return warnUnknown('Registration', 'verifications', verification.error);
    return evaluateTollFree(verification.value);
  }
  if (!service.ok) return warnUnknown('Registration', 'Messaging Services', service.error);
  if (!service.value) return evaluateCampaigns('no service');
  const campaigns = await carrier.campaigns(service.value.sid);
  return campaigns.ok
    ? evaluateCampaigns(campaigns.value)
    : warnUnknown('Registration', 'campaigns', campaigns.error);
}

/** Checks the countries of all people: texts to a country that is switched off are refused with 21408. */
async function checkCountries({ carrier, people }: Dependencies): Promise<readonly CheckResult[]> {
  const countries = [...new Set(people.flatMap((person) => countryOf(person)?.iso ?? []))];
  if (countries.length === 0) return [];
  const answers = await Promise.all(
    countries.map(async (iso) => ({ iso, may: await carrier.mayText(iso) })),
  );
  const blocked = answers.flatMap(({ iso, may }) => (may.ok && may.value === false ? iso : []));
  const unknown = answers.flatMap(({ iso, may }) => (may.ok && may.value !== undefined ? [] : iso));
  const settings = 'Console, Messaging, Settings, Geo permissions';
  if (blocked.length > 0) {
    const says = `texts to ${blocked.join(', ')} are switched off (21408)`;
    return [
      fail('Countries', says, `Switch ${blocked.length > 1 ? 'them' : 'it'} on: ${settings}.`),
    ];
  }
  if (unknown.length > 0) {
    const says = `Twilio does not report whether ${unknown.join(', ')} may be texted`;
    return [warn('Countries', says, `Look there: ${settings}. Or try: npm run doctor -- --send.`)];
  }
  return [pass('Countries', `texts may go to ${countries.join(', ')}`)];
}

function warnUnknown(subject: string, what: string, { code, status }: CarrierProblem): CheckResult {
  const why = code ?? status ?? 'no answer';
  return warn(subject, `Twilio does not report ${what} (${why})`, 'Look at it in the console.');
}
