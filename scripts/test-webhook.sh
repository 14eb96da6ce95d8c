#!/usr/bin/env bash
# Text a relay as Twilio would, signed, and show what it answers:
#   PUBLIC_URL=https://relay.example.org TWILIO_AUTH_TOKEN=... FROM=+15551234567 scripts/test-webhook.sh menu
# Settings in .env are used when they are not given. AT=http://127.0.0.1:8000 reaches it past proxy and TLS.
set -euo pipefail
cd "$(dirname "$0")/.."
setting() { sed -n "s/^$1=//p" .env 2> /dev/null | tail -n 1; }

public_url=${PUBLIC_URL:-$(setting PUBLIC_URL)}
token=${TWILIO_AUTH_TOKEN:-$(setting TWILIO_AUTH_TOKEN)}
from=${FROM:-$(setting ALLOWED_PHONE_NUMBER)}
to=${TWILIO_PHONE_NUMBER:-$(setting TWILIO_PHONE_NUMBER)}
: "${public_url:?set PUBLIC_URL}" "${token:?set TWILIO_AUTH_TOKEN}" "${from:?set FROM}"
from=${from%%[,:]*}
body=${1:-menu}
sid=SM$(openssl rand -hex 16)

# Twilio signs the address followed by every field and its value, sorted by name.
signed="${public_url%/}/smsBody${body}From${from}MessageSid${sid}To${to}"
signature=$(printf '%s' "$signed" | openssl dgst -sha1 -hmac "${token%%,*}" -binary | openssl base64)

curl --silent --show-error --max-time 15 --write-out '\n%{http_code} in %{time_total} s\n' \
  --header "X-Twilio-Signature: $signature" \
  --data-urlencode "Body=$body" --data-urlencode "From=$from" \
  --data-urlencode "MessageSid=$sid" --data-urlencode "To=$to" \
  "${AT:-${public_url%/}}/sms"
