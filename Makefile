# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
#
# For a bare machine with Python 3.11 or newer and make. Everything goes in .venv, installed once from the locked lists
# in requirements/, each package held against its hash.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory
export PYTHONUTF8 := 1

ADDRESSES ?= 284000
SEED ?= 1
SERVE ?= 1
ROUNDS ?= 0
WORKERS ?= 2
FUZZ_SECONDS ?= 600
PYTEST ?=

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/stamp-runtime
DEV := $(VENV)/stamp-dev
BENCH := $(VENV)/stamp-bench
FUZZ := $(VENV)/stamp-fuzz

# The first Python that is new enough and can make an environment; name another with `make PYTHON=/path/to/python`.
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11 python,$(shell $(name) -c \
	'import ensurepip, sys, venv; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null)))
PIP = $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet install

.PHONY: help
help: ## show what can be made
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

.PHONY: demo
demo: $(RUNTIME) ## build the model city, compare, print the first ten (ADDRESSES=20000 SEED=1 SERVE=0 ROUNDS=12)
	@$(BIN)/pandzicht demo --addresses $(ADDRESSES) --seed $(SEED) --rounds $(ROUNDS) $(if $(filter 0,$(SERVE)),--no-serve)

.PHONY: browser
browser: ## install the browser that the office is tested with, where there is none
	@command -v chromium chromium-browser google-chrome > /dev/null 2>&1 \
		|| { echo "Installing Chromium, for the tests of the office."; \
		apt-get update -q > /dev/null && apt-get install -q -y --no-install-recommends chromium > /dev/null; } \
		|| echo "There is no Chromium and it could not be installed: install it to test the office in a browser." >&2

.PHONY: test
test: $(DEV) browser ## run the whole test suite with branch coverage (PYTEST="-k spelling" for a part)
	@$(BIN)/python -m pytest -n $(WORKERS) -m "not release" --cov $(PYTEST)

.PHONY: test-release
test-release: $(DEV) browser fuzz ## run the tests with the long draws of a release, after fuzzing: hours
	@$(BIN)/python -m pytest -n $(WORKERS) --hypothesis-profile=release $(PYTEST)

.PHONY: fuzz
fuzz: $(FUZZ) ## look for lines of text that are read wrong (FUZZ_SECONDS=600); what is found stays in build/fuzz
	@mkdir -p build/fuzz/lines
	@$(BIN)/python -m tests.fuzz.fuzz_lines -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 \
		-artifact_prefix=build/fuzz/ build/fuzz/lines tests/fuzz/corpus/lines

.PHONY: check
check: $(DEV) ## lint, format, types, layers, security, licences, generated pages, catalogue
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/bandit --quiet --configfile pyproject.toml --recursive src audit tools
	@$(BIN)/reuse lint --lines
	@$(BIN)/python -m tools.reference --check
	@$(BIN)/pandzicht check catalogue

.PHONY: bench
bench: bench-run bench-linking bench-proxies bench-logs bench-office bench-learning ## measure everything, each beside its peer

.PHONY: bench-run
bench-run: $(BENCH) bench/run.py ## measure load and run against pandas and the floor; writes bench/results/run.json
	@$(BIN)/python -m bench.run --addresses $(ADDRESSES) --seed $(SEED)

.PHONY: bench-linking
bench-linking: $(BENCH) $(DEV) bench/linking/run.py ## measure linking against Splink; writes bench/results/linking.json
	@$(BIN)/python -m bench.linking.run --addresses $(ADDRESSES) --seed $(SEED)

.PHONY: bench-proxies
bench-proxies: $(BENCH) bench/proxies.py ## measure false alarms and power of the proxy test; writes bench/results/proxies.json
	@$(BIN)/python -m bench.proxies every

.PHONY: bench-logs
bench-logs: $(BENCH) bench/logs.py ## measure logging 600,000 persons and verifying a million lines; writes bench/results/logs.json
	@$(BIN)/python -m bench.logs every --seed $(SEED)

.PHONY: bench-office
bench-office: $(BENCH) $(DEV) browser bench/office/run.py ## measure the office, one asking and a hundred at once; writes bench/results/office.json
	@$(BIN)/python -m bench.office.run --addresses $(ADDRESSES) --seed $(SEED)

.PHONY: bench-learning
bench-learning: $(BENCH) bench/learning/run.py bench/learning/rounds.py bench/learning/speed.py ## measure backtests, a year of rounds and learning on a whole city; writes bench/results/learning.json
	@$(BIN)/python -m bench.learning.run
	@$(BIN)/python -m bench.learning.speed
	@$(BIN)/python -m bench.learning.rounds --addresses $(ADDRESSES) --seed $(SEED)

.PHONY: docs
docs: $(RUNTIME) ## write the generated pages and JSON Schemas of docs/reference
	@$(BIN)/python -m tools.reference

.PHONY: evidence
evidence: $(DEV) ## run the tests that docs/reference/evidence.md names; writes each outcome to build/evidence.xml
	@mkdir -p build
	@$(BIN)/python -m tools.evidence > build/evidence.txt
	@$(BIN)/python -m pytest -n $(WORKERS) --junitxml=build/evidence.xml @build/evidence.txt $(PYTEST)

.PHONY: picture
picture: $(RUNTIME) ## draw docs/learn/first-result.svg from what a real demo prints (ADDRESSES=20000)
	@mkdir -p build
	@FORCE_COLOR=1 COLUMNS=108 $(BIN)/pandzicht demo --addresses $(ADDRESSES) --seed $(SEED) --no-serve \
		> build/first-result.txt
	@$(BIN)/python tools/picture_of_result.py build/first-result.txt docs/learn/first-result.svg \
		--title "make demo SERVE=0 ADDRESSES=$(ADDRESSES)"

.PHONY: screens
screens: $(DEV) browser ## write a picture of every page of the office to build/screens/pictures (ADDRESSES=20000)
	@$(BIN)/python -m tests.browser.screens build/screens $(ADDRESSES)

.PHONY: wheel
wheel: $(RUNTIME) ## build dist/pandzicht-*.whl, for pipx and for machines without make
	@rm -rf dist
	@$(BIN)/python -m pip --disable-pip-version-check --quiet wheel --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist

.PHONY: lock
lock: $(DEV) ## renew the locked lists in requirements/ from pyproject.toml
	@sh requirements/lock.sh $(BIN)/uv

.PHONY: clean
clean: ## take away everything that was made, the environment too
	rm -rf $(VENV) build dist .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Pandzicht needs Python 3.11 or newer with its venv module:" \
		"install one (Debian, Ubuntu: python3 and python3-venv) or name it with make PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Making an environment in $(VENV), once."
	@$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements/pip.txt requirements/runtime.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@$(BIN)/python -m pip --version > /dev/null 2>&1 || $(BIN)/python -m ensurepip > /dev/null
	@echo "Installing what Pandzicht runs on, once."
	@$(PIP) --require-hashes --requirement requirements/pip.txt
	@$(PIP) --require-hashes --requirement requirements/runtime.txt --requirement requirements/build.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements/dev.txt requirements/febrl.txt $(RUNTIME)
	@echo "Installing what its tests and checks need, once."
	@$(PIP) --require-hashes --requirement requirements/dev.txt
	@$(PIP) --require-hashes --no-deps --requirement requirements/febrl.txt
	@touch $@

$(FUZZ): requirements/fuzz.txt $(RUNTIME)
	@echo "Installing what fuzzing needs, once."
	@$(PIP) --require-hashes --requirement requirements/fuzz.txt
	@touch $@

$(BENCH): requirements/bench.txt $(RUNTIME)
	@echo "Installing the peers of the bench, once."
	@$(PIP) --require-hashes --requirement requirements/bench.txt
	@touch $@
