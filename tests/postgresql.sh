#!/bin/sh
# Runs a command beside a PostgreSQL of its own, which is thrown away after it: tests/postgresql.sh .venv/bin/pytest
# The command finds it under ROOFTREE_TEST_POSTGRESQL. A database that is named there already is used as it is.
set -u

initdb=$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)
initdb=${initdb:-$(command -v initdb)}
if [ -n "${ROOFTREE_TEST_POSTGRESQL:-}" ]; then exec "$@"; fi
if [ -z "$initdb" ]; then
  echo "!!! NO POSTGRESQL: only SQLite is tested. (apt install postgresql)" >&2
  [ "${CI:-}" != true ] || exit 1
  exec "$@"
fi

bin=$(dirname "$initdb")
home=$(mktemp -d /tmp/rooftree-postgresql.XXXXXX)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
as_owner() { "$@"; }
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
  chown postgres "$home"
  as_owner() { (cd / && runuser -u postgres -- "$@"); }
fi
end() {
  as_owner "$bin/pg_ctl" --pgdata "$home/data" --mode immediate --silent stop
  rm -rf "$home"
}
trap end EXIT
trap 'exit 130' INT TERM

as_owner "$bin/initdb" --pgdata "$home/data" --username rooftree --auth trust --encoding UTF8 --locale C.UTF-8 --no-sync >"$home/log" 2>&1 &&
  as_owner "$bin/pg_ctl" --pgdata "$home/data" --log "$home/data/log" --silent --wait start \
    --options "-p $port -h 127.0.0.1 -k $home -c fsync=off -c full_page_writes=off -c max_connections=200" ||
  { echo "!!! POSTGRESQL WOULD NOT START:" >&2; cat "$home/log" "$home/data/log" >&2; exit 1; }
as_owner "$bin/createdb" --host 127.0.0.1 --port "$port" --username rooftree rooftree || exit 1

ROOFTREE_TEST_POSTGRESQL="postgresql://rooftree@127.0.0.1:$port/rooftree" "$@"
