#!/bin/sh
# What the tests need of the machine itself: Chromium and PostgreSQL, by apt where it may.
set -u

chromium() { command -v chromium || .venv/bin/python -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as play:
    open(play.chromium.executable_path)' 2>/dev/null; }
postgresql() { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null; }

# Ubuntu's chromium is a snap, which a test cannot drive: there Playwright fetches its own.
install() {
  if grep -q '^ID=ubuntu' /etc/os-release; then
    apt-get install --yes --quiet --no-install-recommends postgresql && .venv/bin/playwright install --with-deps chromium
  else
    apt-get install --yes --quiet --no-install-recommends chromium postgresql
  fi
}

missing() { chromium >/dev/null && postgresql >/dev/null && return 1; }

if missing && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  { apt-get update --quiet && install; } >"$log" 2>&1 || tail -n 20 "$log" >&2
  rm -f "$log"
fi

left=0
chromium >/dev/null || { echo "!!! NO CHROMIUM: the browser's journeys are not tested. (apt install chromium)" >&2; left=1; }
postgresql >/dev/null || { echo "!!! NO POSTGRESQL: only SQLite is tested. (apt install postgresql)" >&2; left=1; }
[ "${CI:-}" != true ] || exit $left
