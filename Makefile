# `make help` says what each target is for. Nothing is installed outside this folder but what `make test` asks apt for.

BIN := .venv/bin
FLASK := $(BIN)/flask --app wsgi
SERVE := $(BIN)/granian --interface wsgi --no-ws --workers 2 --blocking-threads 8 --respawn-failed-workers
DENO := $(BIN)/deno
BABEL := $(BIN)/python -m babel.messages.frontend
SCRIPTS := $(wildcard app/static/pwa app/assets tests/js benchmarks/*.js)
CATALOGUES := $(wildcard app/translations/*/LC_MESSAGES/messages.po)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export DENO_NO_UPDATE_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run assets test machine lint fmt bench texts lock clean

help:  ## Say what each target is for
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: export ROOFTREE_EXAMPLE := 1
run: export ROOFTREE_SENDER := 1
run: .venv/run assets $(CATALOGUES:.po=.mo)  ## Set up and start with an example family on http://localhost:8000 (TLS=1: for tablets too)
	@$(FLASK) migrate && $(FLASK) keys make && $(FLASK) example
ifdef TLS
	@export ROOFTREE_TLS_ROOT="$$PWD/instance/tls/root.crt"; $(FLASK) authority && \
	{ $(SERVE) --host 0.0.0.0 --port 8000 wsgi:app & plain=$$!; \
	  $(SERVE) --host 0.0.0.0 --port 8443 --ssl-certificate instance/tls/server.crt --ssl-keyfile instance/tls/server.key wsgi:app & tls=$$!; \
	  trap 'kill $$plain $$tls 2>/dev/null; wait; exit 0' INT TERM; \
	  while kill -0 $$plain && kill -0 $$tls; do sleep 1; done 2>/dev/null; kill $$plain $$tls 2>/dev/null; wait; exit 1; }
else
	@echo "Open http://localhost:8000 in a browser. Ctrl-C ends it; what was written stays in instance/."
	@exec $(SERVE) --host 127.0.0.1 --port 8000 wsgi:app
endif

assets: app/static/lib/govuk.css  ## Build app/static/lib and app/press/fonts from the packages that deno.json pins

app/static/lib/govuk.css: .venv/run deno.json deno.lock $(wildcard app/assets/*)
	@$(DENO) install --quiet
	@$(DENO) run --quiet --allow-read=. --allow-write=app/static/lib,app/press/fonts --allow-env app/assets/build.js

test: export ROOFTREE_EXAMPLE :=
test: export ROOFTREE_SENDER :=
test: .venv/test machine assets $(CATALOGUES:.po=.mo) lint  ## Set up what testing needs, lint, and run every test
	@if ls tests/js/*_test.js tests/js/*.test.js >/dev/null 2>&1; then $(DENO) test --quiet --allow-all tests/js; fi
	@PATH="$$PWD/$(BIN):$$PATH" tests/postgresql.sh pytest --numprocesses 2 --dist worksteal

machine: .venv/test
	@tests/machine.sh

lint: .venv/test assets  ## Look at every file without running it
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint app/templates --lint --quiet  # not --check: its layout would put spaces into people's exact words
	@$(DENO) fmt --check --quiet deno.json $(SCRIPTS)
	@$(DENO) lint --quiet $(SCRIPTS)
	@$(DENO) check --quiet $(wildcard app/assets/*.js app/static/pwa/*.js tests/js/*.js)
	@! grep -n '://' requirements/*.lock deno.lock
	@! grep -nE 'https?://[^ ]*(r[e]gistry|p[y]pi|n[p]mjs|p[y]thonhosted|m[i]rror)' pyproject.toml deno.json Makefile .ci/run

fmt: .venv/test  ## Lay every file out as `make lint` wants it
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format --quiet
	@$(DENO) fmt --quiet deno.json $(SCRIPTS)

bench: .venv/bench machine assets  ## Time what people wait for, each against a peer or a limit in the same run
	@$(BIN)/python -m benchmarks

texts: .venv/run  ## Collect every text for the translators, and bring their catalogues up to date
	@mkdir -p app/translations
	@$(BABEL) --quiet extract --mapping-file pyproject.toml --omit-header --sort-by-file --keyword _l --keyword lazy_gettext --keyword plurals:1,2 \
	  --output app/translations/messages.pot app
	@for po in $(CATALOGUES); do $(BABEL) --quiet update --omit-header --no-fuzzy-matching --input-file app/translations/messages.pot \
	  --output-file $$po --locale $$(basename $$(dirname $$(dirname $$po))) || exit; done

%.mo: %.po .venv/run
	@$(BABEL) --quiet compile --input-file $< --output-file $@

lock: .venv/run  ## Pin every package anew, from the public registries alone
	@python3 -m venv .venv/lock && .venv/lock/bin/pip install --quiet uv
	@for set in run test bench; do \
	  extras="--extra assets"; [ $$set = run ] || extras="$$extras --extra test --constraint requirements/run.lock"; \
	  [ $$set != bench ] || extras="$$extras --extra bench --constraint requirements/test.lock"; \
	  env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL -u PIP_INDEX_URL UV_NO_CONFIG=1 .venv/lock/bin/uv pip compile pyproject.toml $$extras \
	    --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet \
	    --output-file requirements/$$set.lock || exit; done
	@$(DENO) install --quiet --frozen=false

clean:  ## Take away what was built and installed; what people wrote stays in instance/
	@rm -rf .venv node_modules app/static/lib app/press/fonts .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find app tests -name __pycache__ -prune -exec rm -rf {} +
	@find app -name '*.mo' -delete

.venv/run: requirements/run.lock
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
	@python3 -m venv .venv || { echo "Python's venv is needed: apt install python3-venv"; exit 1; }
	@echo "Fetching what running needs (once) …"
	@$(BIN)/pip install --quiet --require-hashes --requirement $<
	@touch $@

.venv/test: requirements/test.lock .venv/run
	@echo "Fetching what testing needs (once) …"
	@$(BIN)/pip install --quiet --require-hashes --requirement $<
	@touch $@

.venv/bench: requirements/bench.lock .venv/test
	@echo "Fetching what measuring needs (once) …"
	@$(BIN)/pip install --quiet --require-hashes --requirement $<
	@touch $@
