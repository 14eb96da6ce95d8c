#!/usr/bin/env bash
# Creates the user, the password and the database that the settings name, then serves them.
set -euo pipefail
data=/var/lib/postgresql/data

if [ ! -s "$data/PG_VERSION" ]; then
  initdb --pgdata "$data" --username "$POSTGRES_USER" --auth-local trust --auth-host scram-sha-256 --encoding UTF8 --locale C.UTF-8 \
    --pwfile <(printf '%s\n' "${POSTGRES_PASSWORD:?is not set}") > /dev/null
  echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
  pg_ctl --pgdata "$data" --options "-c listen_addresses=" --wait start > /dev/null
  createdb --username "$POSTGRES_USER" --maintenance-db postgres "$POSTGRES_DB"
  pg_ctl --pgdata "$data" --mode fast --wait stop > /dev/null
fi

exec postgres -D "$data" -c 'listen_addresses=*'
