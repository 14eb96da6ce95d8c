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
import { type CheckResult, fine, note, wrong } from './check-result.ts';
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

/** The account first: without it nothing else can be asked. */
export async function examineTwilio(parts: Dependencies): Promise<readonly CheckResult[]> {
  const { carrier, number } = parts;
  const account = await carrier.account();
  if (!account.ok) return [judgeTrouble(account.error)];
  const [balance, own, countries] = await Promise.all([
    carrier.balance(),
    carrier.number(number),
    examineCountries(parts),
  ]);
  return [
    ...(await examineAccount(parts, account.value)),
    ...(balance.ok ? judgeBalance(balance.value) : []),
    ...(await examineNumber(parts, own)),
    ...countries,
  ];
}

/** Why the carrier did not answer as it should. */
function judgeTrouble({ status, code, cause }: CarrierProblem): CheckResult {
  if (status === 401 || code === 20003) {
    return wrong(SUBJECT, 'refuses the account SID or the auth token', COPY_BOTH);
  }
  if (code === 20404 || status === 404) {
    return wrong(SUBJECT, 'knows no such account', COPY_BOTH);
  }
  if (status === undefined) {
    return wrong(SUBJECT, `cannot be asked: ${describeFault(faultIn(cause), undefined)}`, ONLINE);
  }
  return wrong(SUBJECT, `answers with an error (${code ?? status})`, STATUS_PAGE);
}

const COPY_BOTH =
  'Copy both anew from console.twilio.com, Account Info: the primary auth token, no API key, no test credentials.';
const ONLINE = 'Look whether this machine may speak to api.twilio.com on port 443.';
const STATUS_PAGE = 'Look at status.twilio.com, and try again.';

async function examineAccount(
  { carrier, people }: Dependencies,
  { status, type }: CarrierAccount,
): Promise<readonly CheckResult[]> {
  if (status !== 'active') {
    return [wrong(SUBJECT, `the account is ${status}`, 'Open console.twilio.com: it says why.')];
  }
  if (type !== 'Trial') {
    return [fine(SUBJECT, 'the account is active, and the auth token is right')];
  }
  const verified = await Promise.all(people.map((person) => carrier.isVerified(person)));
  const barred = people.filter((_, at) => verified[at]?.ok && !verified[at].value);
  if (barred.length > 0) {
    const who = barred.map(maskNumber).join(', ');
    const says = `a trial account texts verified numbers only, and ${who} is not (21608)`;
    return [wrong(SUBJECT, says, VERIFY)];
  }
  const says =
    'a trial account: it texts verified numbers only, with words of its own before each text';
  return [note(SUBJECT, says, 'Upgrade it when you want more than to try.')];
}

const VERIFY =
  'Verify the phone: console, Phone Numbers, Verified Caller IDs; or upgrade the account.';

function judgeBalance({ amount, currency }: { amount: number; currency: string }) {
  if (amount >= 1) return [];
  const says = `${amount.toFixed(2)} ${currency} left`;
  const next = 'Console, Billing: add money, or switch auto recharge on.';
  return [amount <= 0 ? wrong(SUBJECT, says, next) : note(SUBJECT, says, next)];
}

async function examineNumber(
  parts: Dependencies,
  own: Result<RelayNumber | undefined, CarrierProblem>,
): Promise<readonly CheckResult[]> {
  const { number, carrier } = parts;
  const name = maskNumber(number);
  if (!own.ok) return [{ ...judgeTrouble(own.error), subject: 'Number' }];
  if (!own.value) {
    return [
      wrong(
        'Number',
        `${name} is not a number of this account`,
        'Put one into TWILIO_PHONE_NUMBER that console.twilio.com shows under Phone Numbers, Active numbers.',
      ),
    ];
  }
  if (!own.value.takesTexts) {
    return [wrong('Number', `${name} cannot text`, 'Get a number with SMS, and put it into .env.')];
  }
  const service = await carrier.serviceOf(own.value.sid);
  const [webhook, registration] = await Promise.all([
    examineWebhook(parts, own.value, service),
    examineRegistration(parts, own.value, service),
  ]);
  return [fine('Number', `${name} belongs to this account and can text`), webhook, registration];
}

type Service = Result<MessagingService | undefined, CarrierProblem>;

/** Whoever takes the texts first: a Messaging Service, then a TwiML App, then the number's own address. */
async function examineWebhook(
  { carrier, publicUrl }: Dependencies,
  own: RelayNumber,
  service: Service,
): Promise<CheckResult> {
  if (!service.ok) return cannotTell('Webhook', 'Messaging Services', service.error);
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
  if (!texts.ok) return cannotTell('Webhook', 'the TwiML App of the number', texts.error);
  return evaluateWebhook({ ...texts.value, by, place }, publicUrl);
}

async function examineRegistration(
  { carrier, number, people }: Dependencies,
  own: RelayNumber,
  service: Service,
): Promise<CheckResult> {
  const kind = kindOfSender(number);
  if (kind === 'other' || !people.some((person) => person.startsWith('+1'))) {
    return fine('Registration', 'none is needed: nobody in the US is texted by an American number');
  }
  if (kind === 'toll-free') {
    const verification = await carrier.tollFree(own.sid);
    if (!verification.ok) return cannotTell('Registration', 'verifications', verification.error);
    return evaluateTollFree(verification.value);
  }
  if (!service.ok) return cannotTell('Registration', 'Messaging Services', service.error);
  if (!service.value) return evaluateCampaigns('no service');
  const campaigns = await carrier.campaigns(service.value.sid);
  return campaigns.ok
    ? evaluateCampaigns(campaigns.value)
    : cannotTell('Registration', 'campaigns', campaigns.error);
}

/** Texts to a country that is switched off are refused with 21408. */
async function examineCountries({
  carrier,
  people,
}: Dependencies): Promise<readonly CheckResult[]> {
  const wanted = [...new Set(people.flatMap((person) => countryOf(person)?.iso ?? []))];
  if (wanted.length === 0) return [];
  const asked = await Promise.all(
    wanted.map(async (iso) => ({ iso, may: await carrier.mayText(iso) })),
  );
  const off = asked.flatMap(({ iso, may }) => (may.ok && may.value === false ? iso : []));
  const unknown = asked.flatMap(({ iso, may }) => (may.ok && may.value !== undefined ? [] : iso));
  const settings = 'Console, Messaging, Settings, Geo permissions';
  if (off.length > 0) {
    const says = `texts to ${off.join(', ')} are switched off (21408)`;
    return [wrong('Countries', says, `Switch ${off.length > 1 ? 'them' : 'it'} on: ${settings}.`)];
  }
  if (unknown.length > 0) {
    const says = `Twilio does not tell whether ${unknown.join(', ')} may be texted`;
    return [note('Countries', says, `Look there: ${settings}. Or try: npm run doctor -- --send.`)];
  }
  return [fine('Countries', `texts may go to ${wanted.join(', ')}`)];
}

function cannotTell(subject: string, what: string, { code, status }: CarrierProblem): CheckResult {
  const why = code ?? status ?? 'no answer';
  return note(subject, `Twilio does not tell about ${what} (${why})`, 'Look at it in the console.');
}
