# Everything the project needs, in words that `make help` prints. A second run does only what changed.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
# A strict build writes its pages before it fails.
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)

# The build takes its dates from the last commit, so that two builds of it are the same.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 1763942400)
# Quiet, and the same on every machine.
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export NO_MKDOCS_2_WARNING := 1

PYTHON_SOURCES := wizard tests benchmarks overrides
INSTALL := $(BIN)/pip install --quiet --require-hashes --no-deps -r
SITE_SOURCES := $(shell find docs wizard overrides -type f -not -path '*/__pycache__/*' 2>/dev/null) mkdocs.yml

.PHONY: help serve build test check screenshots lighthouse first-question lock clean prerequisites browser always

help:  ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 16

serve: $(BIN)/.site node_modules/.installed .cache/pyodide-build/.downloaded  ## the site on http://127.0.0.1:8000/, reloading on every change
	$(BIN)/mkdocs serve --livereload --dev-addr 127.0.0.1:8000

build: site/index.html  ## the site in site/, the command in .venv/bin/wizard

test: $(BIN)/.test site/index.html browser  ## everything that can be tested, in a real browser too
	$(BIN)/pytest -n 2 --dist worksteal

check: $(BIN)/.test node_modules/.installed  ## in seconds: style, types, models and unit tests
	$(BIN)/ruff check $(PYTHON_SOURCES)
	$(BIN)/ruff format --check $(PYTHON_SOURCES)
	$(BIN)/mypy
	node_modules/.bin/tsc --project wizard/web
	$(BIN)/wizard check
	$(BIN)/pytest tests/engine tests/authoring tests/test_cli*.py tests/test_layers.py

screenshots: site/index.html browser  ## the ten main states in three languages, light and dark, two sizes: .cache/screenshots
	$(BIN)/python benchmarks/screenshots.py

lighthouse: site/index.html browser benchmarks/node_modules/.installed  ## Lighthouse on each type of page in three languages
	$(BIN)/python benchmarks/lighthouse.py

first-question: site/index.html browser benchmarks/node_modules/.installed  ## the first two questions on a slow phone, next to Pyodide and PyScript
	$(BIN)/python benchmarks/first_question.py

lock:  ## pin what pyproject.toml and package.json ask for, with hashes (needs uv)
	uv pip compile $(LOCK) --python-version 3.11 --extra site pyproject.toml -o requirements/site.txt
	uv pip compile $(LOCK) --python-version 3.11 --extra site --extra test pyproject.toml -o requirements/test.txt
	uv pip compile $(LOCK) --python-version 3.14 --no-deps requirements/pyodide-build.in -o requirements/pyodide-build.txt
	npm install --package-lock-only --ignore-scripts
	npm install --prefix benchmarks --package-lock-only --ignore-scripts
LOCK := --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet

clean:  ## remove everything that was built or installed
	rm -rf site $(VENV) node_modules benchmarks/node_modules .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis

site/index.html: $(BIN)/.site node_modules/.installed .cache/pyodide-build/.downloaded .cache/built-for $(SITE_SOURCES)
	@# Not --quiet: MkDocs then does not count warnings either, and --strict lets all of them pass.
	$(BIN)/mkdocs build --strict 2>&1 | { grep -v '^INFO ' >&2 || true; }

# What no file's time tells: another address, another commit, a page that is gone. Written only when it changes.
.cache/built-for: always
	@mkdir -p $(@D)
	@echo "$${SITE_URL:-} $(SOURCE_DATE_EPOCH) $(SITE_SOURCES)" > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(BIN)/.site: requirements/site.txt pyproject.toml | prerequisites
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(INSTALL) requirements/site.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/.test: requirements/test.txt $(BIN)/.site
	$(INSTALL) requirements/test.txt
	@touch $@

node_modules/.installed: package.json package-lock.json | prerequisites
	npm ci --ignore-scripts --loglevel=error >/dev/null
	@touch $@

benchmarks/node_modules/.installed: benchmarks/package.json benchmarks/package-lock.json | prerequisites
	npm ci --prefix benchmarks --ignore-scripts --loglevel=error >/dev/null
	@touch $@

# pyodide-build's compiler runs inside Pyodide, so its wheels are fetched and not installed.
.cache/pyodide-build/.downloaded: requirements/pyodide-build.txt $(BIN)/.site
	rm -rf $(@D) && mkdir -p $(@D)
	$(BIN)/pip download --quiet --no-deps --only-binary=:all: --python-version 3.14 --require-hashes \
		-r requirements/pyodide-build.txt -d $(@D)
	@touch $@

prerequisites:
	@fail() { echo "make: $$1" >&2; exit 1; }; \
	test -n "$(PYTHON)" || fail "Python 3.11 or newer is missing (Debian: apt-get install python3 python3-venv)"; \
	$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || fail "Python's venv module is missing (Debian: apt-get install python3-venv)"; \
	command -v node >/dev/null && command -v npm >/dev/null || fail "Node.js 20 or newer with npm is missing"; \
	node -e 'process.exit(Number(parseInt(process.versions.node) < 20))' || fail "Node.js is older than 20: $$(node --version)"

# Debian's Chromium, or the one that Playwright brings.
browser: $(BIN)/.test
	@if command -v chromium >/dev/null || ls ~/.cache/ms-playwright/chromium-* >/dev/null 2>&1; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "make: installing Chromium from Debian"; \
		apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium >/dev/null; \
	else \
		echo "make: no Chromium; install chromium, or run $(BIN)/playwright install chromium" >&2; exit 1; \
	fi
