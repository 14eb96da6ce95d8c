/** The API of Twilio, where the settings name no other. */
export const TWILIO_API_URL = 'https://api.twilio.com';
