# Aurora's chores. `make` alone lists them. Every one sets up what it needs first.
SHELL := /bin/bash
.DEFAULT_GOAL := help

BIN := .venv/bin
INSTALLED := .venv/.installed
SOURCES := aurora_celery web tests bench examples clients
#: How many test processes (more than processors, for many tests wait); what to test; further arguments for pytest.
JOBS ?= 4
TESTS ?= tests
ARGS ?=

# The tests start hundreds of processes; each would compile all of Aurora again.
unexport PYTHONDONTWRITEBYTECODE
#: Where the processes of a test run write down which except clauses fired in them, and what makes them do so.
FIRED := $(CURDIR)/.clauses
RECORD := TESTRUN_CLAUSES=$(FIRED) PYTHONPATH=$(CURDIR)/tests/clauses/startup$(addprefix :,$(PYTHONPATH))

#: What the front end is made of, and the page that is made of it; `npm ci` has left its mark if it did all it was asked.
UI_SOURCES := $(shell find web/ui -name node_modules -prune -o -type f -print)
UI_PACKAGES := web/ui/node_modules/.package-lock.json
UI := web/aurora_web/static/index.html

.PHONY: help demo up api ui ui-check test clauses check model simulate bench chaos fmt fmt-check lint types contracts arch cover install clean

help: ## List these targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  \033[1m%-10s\033[0m %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(INSTALLED) $(UI) ## Run a real graph on a real broker and a real MongoDB, and show the result
	@$(BIN)/python -m examples.code_map $(ARGS)

up: $(INSTALLED) $(UI) ## Start the local stack: Valkey, MongoDB, a worker (ends with Ctrl-C)
	@$(BIN)/aurora up

test: $(INSTALLED) $(UI) ## Run all tests; TESTS=path narrows, JOBS=n, ARGS="-k word"
ifneq ($(strip $(TESTS)),)
	@.ci/rabbitmq
	@.ci/spin
	@.ci/faults
	@.ci/prometheus
	@.ci/deploy
	@.ci/chromium
	@rm -f $(FIRED)
	@$(RECORD) $(BIN)/python -m pytest -n $(JOBS) --dist loadfile $(TESTS) $(ARGS)
endif

clauses: test ## Run all tests and demand that they made every except clause fire
	@$(BIN)/python -m tests.clauses $(FIRED)

check: fmt-check lint types contracts ui-check test ## Everything that the continuous integration checks

model: $(INSTALLED) ## Check the model of the engine and its mutants with Spin; ARGS=--long for larger bounds
	@.ci/spin
	@$(BIN)/python -m tests.model.spin $(ARGS)

simulate: $(INSTALLED) ## Play random lives of runs with all faults; ARGS="--seeds 500000", ARGS="--seed 42"
	@$(BIN)/python -m tests.simulation $(ARGS)

bench: $(INSTALLED) ## Measure Aurora against stock Celery and print the table
	@$(BIN)/python -m bench

chaos: $(INSTALLED) ## Kill workers and servers under load and count what went wrong; ARGS="--kills 1000 --runs 10000"
	@.ci/rabbitmq
	@.ci/faults
	@$(BIN)/python -m tests.chaos $(ARGS)

api: $(INSTALLED) ## Write the description of the API anew: web/openapi.json
	@$(BIN)/python -m aurora_web.app.describe web/openapi.json

ui: $(UI) ## Build the front end into the package that serves it

ui-check: $(UI_PACKAGES) ## Lint, type-check and test the front end
	@.ci/node npm run --silent check

$(UI): $(UI_SOURCES) $(UI_PACKAGES) .ci/node
	@echo "Building the front end (when web/ui has changed)"
	@.ci/node npm run --silent build
	@touch $@

$(UI_PACKAGES): web/ui/package-lock.json .ci/node
	@echo "Installing the packages of the front end (this takes a minute, once)"
	@.ci/node npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

fmt: $(INSTALLED) ## Format the code and mend what the linter can mend
	@$(BIN)/ruff format --quiet .
	@$(BIN)/ruff check --quiet --fix-only .
	@[ ! -e $(UI_PACKAGES) ] || .ci/node npm run --silent fmt

fmt-check: $(INSTALLED)
	@$(BIN)/ruff format --quiet --check . || { echo "make fmt would change these files"; exit 1; }

lint: $(INSTALLED) ## Look for mistakes with ruff
	@$(BIN)/ruff check --quiet .

types: $(INSTALLED) ## Check the types, strictly
	@$(BIN)/mypy --no-error-summary

contracts: $(INSTALLED)
	@out=$$($(BIN)/lint-imports --no-logo 2>&1) || { echo "$$out"; exit 1; }

arch: contracts ## Check the architecture: import contracts, sizes, names, packaging
	@$(BIN)/python -m pytest --quiet tests/architecture

cover: $(INSTALLED) ## Run all tests and report which lines they miss, and which except clauses never fired
	@.ci/rabbitmq
	@.ci/faults
	@.ci/prometheus
	@.ci/deploy
	@.ci/chromium
	@$(BIN)/coverage erase
	@rm -f $(FIRED)
	@$(RECORD) $(BIN)/coverage run -m pytest $(TESTS) $(ARGS)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report
	@$(BIN)/python -m tests.clauses $(FIRED)

install: $(INSTALLED) $(UI) ## Make .venv with Aurora and every development tool, and build the front end

$(INSTALLED): setup.cfg pyproject.toml .ci/setup
	@.ci/setup
	@touch $@

clean: ## Remove caches and build products
	@rm -rf build dist *.egg-info web/aurora_web/static htmlcov .coverage* .clauses
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find $(SOURCES) -type d -name __pycache__ -prune -exec rm -rf {} +
