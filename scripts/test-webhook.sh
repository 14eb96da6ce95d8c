#!/usr/bin/env bash
# Sends a signed text to a relay as Twilio would, and prints the answer:
#   PUBLIC_URL=https://relay.example.org TWILIO_ACCOUNT_SID=AC... TWILIO_AUTH_TOKEN=... TWILIO_PHONE_NUMBER=+15551234568 \
#     FROM=+15551234567 scripts/test-webhook.sh menu
# FROM defaults to the first of ALLOWED_PHONE_NUMBER; settings are also read from .env. AT=http://127.0.0.1:8000 bypasses proxy and TLS.
set -euo pipefail
cd "$(dirname "$0")/.."
# Prints a setting from the environment, or else from .env.
setting() {
  if [ -n "${!1:-}" ]; then echo "${!1}"; elif [ -f .env ]; then sed -n "s/^$1=//p" .env | tail -n 1; fi
}

public_url=$(setting PUBLIC_URL)
token=$(setting TWILIO_AUTH_TOKEN)
from=${FROM:-$(setting ALLOWED_PHONE_NUMBER)}
account=$(setting TWILIO_ACCOUNT_SID)
to=$(setting TWILIO_PHONE_NUMBER)
: "${public_url:?set PUBLIC_URL}" "${token:?set TWILIO_AUTH_TOKEN}" "${from:?set FROM}"
: "${account:?set TWILIO_ACCOUNT_SID}" "${to:?set TWILIO_PHONE_NUMBER}"
from=${from%%[,:]*}
body=${1:-menu}
sid=SM$(openssl rand -hex 16)

# Twilio signs the address followed by every field and its value, sorted by name.
signed="${public_url%/}/smsAccountSid${account}Body${body}From${from}MessageSid${sid}To${to}"
signature=$(printf '%s' "$signed" | openssl dgst -sha1 -hmac "${token%%,*}" -binary | openssl base64)

curl --silent --show-error --max-time 15 --write-out '\n%{http_code} in %{time_total} s\n' \
  --header "X-Twilio-Signature: $signature" \
  --data-urlencode "AccountSid=$account" --data-urlencode "Body=$body" --data-urlencode "From=$from" \
  --data-urlencode "MessageSid=$sid" --data-urlencode "To=$to" \
  "${AT:-${public_url%/}}/sms"
