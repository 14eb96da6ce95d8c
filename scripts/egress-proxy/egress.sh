#!/bin/sh
# Turns EGRESS_ALLOW into rules: names or addresses, each with an optional port (443 by default); a leading dot matches
# all names below. An invalid entry aborts the start: no hole in the list may be an accident.
set -eu
allowed=/run/squid/allowed.conf
: > "$allowed"
count=0
set -f
for entry in $(printf '%s' "api.twilio.com api.anthropic.com ${EGRESS_ALLOW:-}" | tr ',' ' '); do
  if ! printf '%s\n' "$entry" | grep -Eqx '\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?'; then
    echo "EGRESS_ALLOW: \"$entry\" is not host or host:port" >&2
    exit 78
  fi
  case $entry in
    *:*) host=${entry%:*} port=${entry##*:} ;;
    *) host=$entry port=443 ;;
  esac
  count=$((count + 1))
  cat >> "$allowed" << RULE
acl host$count dstdomain -n $host
acl port$count port $port
http_access allow host$count port$count
RULE
done
exec squid -N -f /etc/squid/squid.conf
