# Överens: `make` lists the commands. The only needs are make, Python 3.11 with venv and, for `make test`, PostgreSQL.

PORT ?= 8000
DATA_DIR ?= var
# Debian's own is built with optimisation and takes two thirds of the time of one that was built without.
PYTHON ?= $(or $(wildcard /usr/bin/python3.11),$(shell command -v python3.11 || command -v python3))
ARGS ?=

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --quiet --no-input --disable-pip-version-check --no-deps --no-compile --require-hashes
CATALOGS := $(patsubst %.po,%.mo,$(wildcard */locale/*/LC_MESSAGES/django.po))

# What `make check` holds the code to before the tests: the longest first, two at a time.
CHECKS := types lint imports django-check migrations-check schema-check

# The gates look at the code, never at somebody's data: they get a folder and a database of their own.
GATES := imports types django-check migrations-check schema schema-check
$(GATES): export DATA_DIR := build/data
$(GATES): export DATABASE_URL :=

# Many containers set it; then every start compiles all of Django anew and takes three times as long.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test screens bench check lint format $(GATES) lock translations clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' Makefile

run: export PORT := $(PORT)
run: export DATA_DIR := $(DATA_DIR)
run: $(VENV)/.runtime $(CATALOGS) ## start Överens with demo data (PORT=8000 DATA_DIR=var)
	@exec $(PY) manage.py serve --demo

test: $(VENV)/.dev $(CATALOGS) ## run all tests, on SQLite and PostgreSQL (ARGS="tests/office -k token" for some)
	@exec $(PY) -m tests $(ARGS)

screens: $(VENV)/.dev $(CATALOGS) ## pictures of every page in build/screens (needs Debian's chromium)
	$(PY) -m pytest --quiet tests/browser/screens.py

bench: $(VENV)/.dev $(CATALOGS) ## what lists, checks and summaries cost: writes docs/performance.md (ARGS="--agreements 300" only prints)
	@exec $(PY) -m benchmarks $(ARGS)

check: $(VENV)/.dev $(CATALOGS) ## everything CI runs
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target $(CHECKS)
	@$(MAKE) --no-print-directory test

lint: $(VENV)/.dev ## style and likely mistakes
	$(PY) -m ruff check
	$(PY) -m ruff format --check

format: $(VENV)/.dev ## put the code in the project's form
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

types: $(VENV)/.dev ## mypy, strict
	$(PY) -m mypy .

imports: $(VENV)/.dev ## which room may know which
	$(VENV)/bin/lint-imports

django-check: $(VENV)/.dev ## Django's own checks
	$(PY) manage.py check --fail-level WARNING

migrations-check: $(VENV)/.dev ## the migrations say what the models say
	$(PY) manage.py makemigrations --check --dry-run

schema: $(VENV)/.dev ## write docs/openapi.json
	$(PY) manage.py spectacular --format openapi-json --validate --fail-on-warn --file docs/openapi.json

schema-check: $(VENV)/.dev ## docs/openapi.json is what the API serves
	@mkdir -p build
	$(PY) manage.py spectacular --format openapi-json --validate --fail-on-warn --file build/openapi.json
	@diff -u docs/openapi.json build/openapi.json || { \
	  echo "The API is no longer what docs/openapi.json says. If you meant it: make schema, and commit the file."; exit 1; }

translations: $(CATALOGS) ## compile the .po files

lock: ## renew requirements*.txt from requirements*.in (maintainers; needs uv; UPGRADE=1 takes newer versions)
	@command -v uv >/dev/null || { echo "make lock needs uv: python3 -m pip install uv"; exit 1; }
	for name in requirements requirements-dev; do \
	  uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
	    $(if $(UPGRADE),--upgrade) $$name.in --output-file $$name.txt || exit 1; \
	done

clean: ## remove what was built, never .venv or your data
	rm -rf build .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache $(CATALOGS)
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

# A stamp says that the requirements as they are now are installed; a second start only compares two dates.
$(VENV)/.runtime: requirements.txt $(PY)
	@echo "Installing what requirements.txt locks into $(VENV) (once) ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "Installing what requirements-dev.txt locks into $(VENV) (once) ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

$(PY):
	@test -n "$(PYTHON)" || { \
	  echo "Python 3.11 is missing. On Debian 12: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
	  echo "Överens needs Python 3.11, and $(PYTHON) is `$(PYTHON) -V 2>&1`." \
	    "On Debian 12: apt-get install python3 python3-venv; elsewhere: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python cannot make virtual environments. On Debian 12: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

%.mo: %.po | $(VENV)/.runtime
	@$(PY) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@
	@test -s $@ || { echo "$< was not compiled: is its header still marked as fuzzy?"; exit 1; }
