#!/bin/sh
# Makes the database that POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB describe, as the public image does: by a server that
# listens to nobody outside, and is ended before the real one begins. So "ready to accept connections" is logged twice.
set -eu

if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /var/run/postgresql
  chown -R postgres:postgres "$PGDATA" /var/run/postgresql
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi

if [ "$1" = postgres ] && [ ! -s "$PGDATA/PG_VERSION" ]; then
  user="${POSTGRES_USER:-postgres}"
  database="${POSTGRES_DB:-$user}"
  chmod 700 "$PGDATA"
  echo "${POSTGRES_PASSWORD:?POSTGRES_PASSWORD is not set}" > /var/run/postgresql/password
  initdb --pgdata="$PGDATA" --username="$user" --pwfile=/var/run/postgresql/password --encoding=UTF8 --auth-local=trust --no-sync
  rm /var/run/postgresql/password
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  pg_ctl -D "$PGDATA" -o "-c listen_addresses='' -p 5432" -w start
  if [ "$database" != postgres ]; then createdb --username="$user" --maintenance-db=postgres "$database"; fi
  pg_ctl -D "$PGDATA" -m fast -w stop
fi

if [ "$1" = postgres ]; then
  shift
  exec postgres -c 'listen_addresses=*' "$@"
fi
exec "$@"
