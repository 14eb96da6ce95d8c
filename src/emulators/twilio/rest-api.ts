import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { AccountStatus } from './account-status.ts';
import { type Authenticate, authenticate } from './authenticate.ts';
import { type MessagesApi, messagesApi } from './messages-api.ts';
import { type NumbersApi, numbersApi } from './numbers-api.ts';
import { Refusal } from './refusal.ts';

export interface RestApiOptions extends Authenticate, MessagesApi, NumbersApi {
  readonly accountStatus: () => AccountStatus;
}

/** The part of Twilio's REST API that texts need. */
export const restApi: FastifyPluginAsync<RestApiOptions> = async (app, options) => {
  await authenticate(app, options);
  accountApi(app, options);
  messagesApi(app, options);
  numbersApi(app, options);
};

function accountApi(app: FastifyInstance, { account: sid, accountStatus }: RestApiOptions): void {
  const path = `/Accounts/${sid}`;
  app.get(`${path}.json`, async () => {
    const { status, type } = accountStatus();
    return {
      ...{ sid, friendly_name: 'Demo', status, type, owner_account_sid: sid },
      uri: `${app.prefix}${path}.json`,
    };
  });
  app.get(`${path}/Balance.json`, async () => ({
    ...{ account_sid: sid, balance: accountStatus().balance, currency: 'USD' },
  }));
  app.get(`${path}/OutgoingCallerIds.json`, async ({ query, url }) => {
    const { PhoneNumber } = z.object({ PhoneNumber: z.string().optional() }).parse(query);
    const wanted = accountStatus().verifiedNumbers.filter((it) => it === (PhoneNumber ?? it));
    return {
      ...{ page: 0, page_size: 50, uri: url, next_page_uri: null },
      outgoing_caller_ids: wanted.map((phone_number) => ({ account_sid: sid, phone_number })),
    };
  });
  app.get(`${path}/Applications/:sid.json`, async ({ params }) => {
    const { application } = accountStatus();
    const { sid: wanted } = z.object({ sid: z.string() }).parse(params);
    if (application?.sid !== wanted) throw new Refusal(20404, 404);
    return { sid: wanted, account_sid: sid, sms_url: application.smsUrl, sms_method: 'POST' };
  });
}
