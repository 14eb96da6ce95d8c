import { expect, test } from 'vitest';
import { compareWebhook } from '../../../src/cli/setup/webhook.ts';

const HERE = 'https://relay.example.org/sms';
const number = {
  ...{ id: 'PN1', number: '+15550100000', name: 'home', webhook: HERE, method: 'POST' },
  application: undefined,
};

test.for([
  { name: 'here', it: {} },
  { name: 'here, with retries', it: { webhook: `${HERE}#rc=2&rp=all` } },
])('$name is left alone', ({ it }) => {
  expect(compareWebhook({ ...number, ...it }, HERE)).toEqual({ do: 'nothing' });
});

test.for([
  { name: 'nowhere', it: { webhook: '' }, now: 'nowhere', byDefault: 'yes' },
  {
    name: "Twilio's sample",
    it: { webhook: 'https://demo.twilio.com/welcome/sms/reply' },
    now: 'to https://demo.twilio.com/welcome/sms/reply (POST)',
    byDefault: 'yes',
  },
  { name: 'here by GET', it: { method: 'GET' }, now: `to ${HERE} (GET)`, byDefault: 'yes' },
  {
    name: 'somebody else',
    it: { webhook: 'https://shop.example.com/sms' },
    now: 'to https://shop.example.com/sms (POST)',
    byDefault: 'no',
  },
  {
    name: 'an application',
    it: { application: 'AP1' },
    now: 'to the application AP1, which takes precedence over any webhook',
    byDefault: 'no',
  },
  {
    name: 'an address that is a trick',
    it: { webhook: 'https://x/\u001b]0;title\u0007\u202e' },
    now: 'to https://x/  (POST)',
    byDefault: 'no',
  },
])('$name is told, and Enter means $byDefault', ({ it, now, byDefault }) => {
  expect(compareWebhook({ ...number, ...it }, HERE)).toEqual({ do: 'offer', now, byDefault });
});
