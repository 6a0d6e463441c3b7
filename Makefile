# Every command of the project. The two that matter on a fresh machine: `make demo` and `make test`.
# POSIX sh and GNU or BSD make; nothing here asks a question.
.DEFAULT_GOAL := help
.PHONY: help setup dev browser demo serve test test-spark check bench lock format lint types contracts docs nightly clean

BIN     := .venv/bin
PORT    ?= 8000
WORKERS ?= 2
PYTEST   = $(BIN)/python -m pytest
SPREAD   = -n $(WORKERS) --dist loadfile

help:  ## say what each command does
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 20

setup:  ## install the tool: leaves .venv/bin/watchward
	@sh scripts/setup.sh demo

demo: setup  ## run the whole chain on made-up and on open data, and say where the briefings are
	@$(BIN)/watchward demo --out demo

serve:  ## open the website on PORT (8000), with a made-up partnership and people to sign in as
	@sh scripts/setup.sh serve
	@$(BIN)/python manage.py serve --port $(PORT)

test: dev browser  ## run every test but the nightly ones
	@$(PYTEST) $(SPREAD)
	@sh scripts/with-postgres.sh $(PYTEST) $(SPREAD) -m "not slow and not nightly" tests/web tests/spec

test-spark:  ## run what analyses must answer on a Spark cluster that it starts (Java 17)
	@sh scripts/setup.sh spark
	@sh scripts/with-spark.sh $(PYTEST) tests/spec

check: dev browser  ## before you push: lint, types, import contracts, documents and the quick tests
	@$(MAKE) --no-print-directory lint types contracts docs
	@$(PYTEST) $(SPREAD) -m "not slow and not nightly"

bench: dev  ## measure the product and its peers in turn; rewrite bench/results.json
	@sh scripts/peers.sh
	@$(BIN)/python -m bench.run

lock:  ## choose versions anew within pyproject's bounds, and write them down with hashes
	@sh scripts/lock.sh

format: dev  ## put the code in its one layout
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix --select I .

lint: dev  ## style and likely mistakes
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: dev  ## strict types
	@$(BIN)/mypy

contracts: dev  ## who may import whom
	@$(BIN)/lint-imports

docs: dev  ## links, commands and words in the documents
	@$(PYTEST) -q tests/health/test_documents.py tests/health/test_words.py

nightly: dev browser  ## the long tests
	@WATCHWARD_EXAMPLES=nightly $(PYTEST) $(SPREAD) -m nightly

clean:  ## remove what the commands made; keep the code
	@rm -rf .venv .tools demo build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Two steps without a line of help: they are what others need.
dev:
	@sh scripts/setup.sh dev

browser: dev
	@mkdir -p .tools && sh scripts/find-browser.sh > .tools/browser
