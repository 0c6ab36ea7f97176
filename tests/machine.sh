#!/bin/sh
# What the tests need of the machine itself: Chromium, Firefox ESR and PostgreSQL, by apt where it may.
set -u

PATH="$PWD/.venv/bin:$PATH"

has_chromium() { command -v chromium >/dev/null; }
is_ubuntu() { grep -q '^ID=ubuntu' /etc/os-release; }
has_shell() { is_ubuntu || command -v chromium-headless-shell >/dev/null; }
has_firefox() { command -v firefox-esr >/dev/null; }
has_postgresql() { command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }

# Ubuntu's chromium is a snap, which a test cannot drive: there Playwright fetches its own. It has no Firefox ESR.
install() {
  if is_ubuntu; then
    apt-get install --yes --quiet --no-install-recommends postgresql &&
      playwright install --with-deps chromium && ln -sf "$(playwrights_own)" .venv/bin/chromium
  else
    apt-get install --yes --quiet --no-install-recommends chromium firefox-esr postgresql &&
      # most journeys are a third quicker in it, and none needs it
      { apt-get install --yes --quiet --no-install-recommends chromium-headless-shell || true; }
  fi
}

playwrights_own() {
  python -c 'from playwright.sync_api import sync_playwright as p
with p() as play: print(play.chromium.executable_path)'
}

if ! { has_chromium && has_shell && has_firefox && has_postgresql; } && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  { apt-get update --quiet && install; } >"$log" 2>&1 || tail -n 20 "$log" >&2
  rm -f "$log"
fi

left=0
has_chromium || { echo "!!! NO CHROMIUM: the browser's journeys are not tested. (apt install chromium)" >&2; left=1; }
has_firefox || { echo "!!! NO FIREFOX ESR: reminders are tested in Chromium alone. (apt install firefox-esr)" >&2; left=1; }
has_postgresql || { echo "!!! NO POSTGRESQL: only SQLite is tested. (apt install postgresql)" >&2; left=1; }
[ "${CI:-}" != true ] || exit $left
