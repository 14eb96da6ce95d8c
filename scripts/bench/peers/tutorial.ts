import express, { type Request, type Response } from 'express';
import twilio from 'twilio';
import { AUTH_TOKEN, PUBLIC_URL } from '../account.ts';
import { isAllowed, step } from './menu.ts';

/** The usual tutorial: Express, the middleware of Twilio's library and its MessagingResponse. */
const app = express();
app.use(express.urlencoded({ extended: false }));

const isTwilio = twilio.webhook(AUTH_TOKEN, { url: `${PUBLIC_URL}/sms` });

app.post(
  '/sms',
  isTwilio,
  (request: Request<object, string, Record<string, string>>, response: Response) => {
    const { From, Body = '' } = request.body;
    const twiml = new twilio.twiml.MessagingResponse();
    if (isAllowed(From)) twiml.message(step(From, Body));
    response.type('text/xml').send(twiml.toString());
  },
);

app.listen(Number(process.env['PORT']), '127.0.0.1');
