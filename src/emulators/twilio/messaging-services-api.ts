import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { AccountStatus } from './account-status.ts';
import { type Authenticate, authenticate } from './authenticate.ts';
import { NUMBER_SID } from './numbers-api.ts';
import { Refusal } from './refusal.ts';

export interface MessagingServicesApiOptions extends Authenticate {
  readonly number: string;
  readonly accountStatus: () => AccountStatus;
}

/** The APIs of Twilio's other hosts: Messaging Services, registrations, permissions. Their paths do not overlap. */
export const messagingServicesApi: FastifyPluginAsync<MessagingServicesApiOptions> = async (
  app,
  options,
) => {
  const { account, number, accountStatus } = options;
  await authenticate(app, options);

  const page = (key: string, url: string, records: readonly object[]) => ({
    meta: {
      ...{ page: 0, page_size: 50, key, url, first_page_url: url },
      ...{ next_page_url: null, previous_page_url: null },
    },
    [key]: records,
  });

  app.get('/Services', async ({ url }) => {
    const { service } = accountStatus();
    return page('services', url, service ? [serviceOf(service, account)] : []);
  });

  app.get('/Services/:sid/PhoneNumbers', async ({ url, params }) => {
    const service = known(params);
    const pooled = {
      ...{ sid: NUMBER_SID, account_sid: account, service_sid: service.sid },
      ...{ phone_number: number, country_code: 'US', capabilities: ['SMS', 'MMS'] },
    };
    return page('phone_numbers', url, [pooled]);
  });

  app.get('/Services/:sid/Compliance/Usa2p', async ({ url, params }) => {
    const { campaign, sid } = known(params);
    const shown = campaign && {
      ...{ sid: `QE${'0'.repeat(32)}`, account_sid: account, messaging_service_sid: sid },
      ...{ campaign_status: campaign.status, us_app_to_person_usecase: 'SOLE_PROPRIETOR' },
      errors: (campaign.objections ?? []).map((description) => ({
        description,
        error_code: 30909,
      })),
    };
    return page('compliance', url, shown ? [shown] : []);
  });

  app.get('/Tollfree/Verifications', async ({ url }) => {
    const { tollFree } = accountStatus();
    const shown = tollFree && {
      ...{ sid: `HH${'0'.repeat(32)}`, account_sid: account, status: tollFree.status },
      ...{ tollfree_phone_number_sid: NUMBER_SID, rejection_reason: tollFree.reason ?? null },
    };
    return page('verifications', url, shown ? [shown] : []);
  });

  app.get('/Messaging/GeoPermissions', async ({ query }) => {
    const { CountryCode } = z.object({ CountryCode: z.string() }).parse(query);
    const enabled = !accountStatus().closedCountries.includes(CountryCode);
    const permission = { country_code: CountryCode, type: 'country', enabled };
    return { permissions: [{ ...permission, error_code: 0, error_messages: [] }] };
  });

  function known(params: unknown): NonNullable<AccountStatus['service']> {
    const { service } = accountStatus();
    const { sid } = z.object({ sid: z.string() }).parse(params);
    if (service?.sid !== sid) throw new Refusal(20404, 404);
    return service;
  }
};

const serviceOf = (service: NonNullable<AccountStatus['service']>, account: string): object => ({
  ...{ sid: service.sid, account_sid: account, friendly_name: service.name },
  ...{ inbound_request_url: service.inboundUrl, inbound_method: 'POST' },
  use_inbound_webhook_on_number: service.leavesTextsToNumber,
  us_app_to_person_registered: service.campaign?.status === 'VERIFIED',
});
