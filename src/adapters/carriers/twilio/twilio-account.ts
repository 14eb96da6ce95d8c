import { z } from 'zod';
import type {
  AccountNumber,
  AccountProblem,
  PhoneAccount,
} from '../../../cli/setup/phone-account.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import { codeOf, openTwilio, statusOf, type TwilioAccount } from './client.ts';

/** The fields we use of a number in Twilio's REST API. */
const TwilioNumber = z
  .object({
    sid: z.string(),
    phoneNumber: z.string(),
    friendlyName: z.string().nullish(),
    smsUrl: z.string().nullish(),
    smsMethod: z.string().nullish(),
    smsApplicationSid: z.string().nullish(),
  })
  .transform(
    (it): AccountNumber => ({
      id: it.sid,
      number: it.phoneNumber,
      name: it.friendlyName ?? '',
      webhook: it.smsUrl ?? '',
      method: it.smsMethod ?? 'POST',
      application: it.smsApplicationSid || undefined,
    }),
  );

const MAX_NUMBERS = 100;

/** Twilio responds with 401, or with 20008 for test credentials, which have no numbers. */
const DENIED = 401;
const TEST_CREDENTIALS = 20008;

/** Lists and configures the account's own numbers through Twilio's REST API. */
export function createTwilioAccount(account: TwilioAccount): PhoneAccount {
  type Client = Parameters<Parameters<Awaited<ReturnType<typeof openTwilio>>>[0]>[0];

  async function query<T>(work: (client: Client) => Promise<unknown>, shape: z.ZodType<T>) {
    try {
      const withClient = await openTwilio(account);
      const read = shape.safeParse(await withClient(work));
      return read.success ? ok(read.data) : err(other('its answer cannot be read'));
    } catch (cause) {
      return err(accountProblem(cause));
    }
  }

  return {
    numbers: () =>
      query(
        ({ incomingPhoneNumbers }) => incomingPhoneNumbers.list({ limit: MAX_NUMBERS }),
        z.array(TwilioNumber),
      ),

    async find(number): Promise<Result<AccountNumber | undefined, AccountProblem>> {
      const found = await query(
        ({ incomingPhoneNumbers }) =>
          incomingPhoneNumbers.list({ phoneNumber: number, limit: MAX_NUMBERS }),
        z.array(TwilioNumber),
      );
      return found.ok ? ok(found.value.find((it) => it.number === number)) : found;
    },

    pointTo: ({ id, application }, webhook) =>
      query(
        ({ incomingPhoneNumbers }) =>
          incomingPhoneNumbers(id).update({
            smsUrl: webhook,
            smsMethod: 'POST',
            ...(application !== undefined && { smsApplicationSid: '' }),
          }),
        TwilioNumber,
      ),
  };
}

const other = (words: string): AccountProblem => ({ kind: 'other', words });

/** Passes on only the message of an error: the library's errors carry the request with its key. */
function accountProblem(cause: unknown): AccountProblem {
  const code = codeOf(cause);
  const words = cause instanceof Error ? cause.message : String(cause);
  const isDenied = statusOf(cause) === DENIED || code === TEST_CREDENTIALS;
  return { kind: isDenied ? 'denied' : 'other', words: code ? `${words} (${code})` : words };
}
