# Each target does the set-up that it needs by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

export HF_HUB_OFFLINE := 1

.PHONY: install serve check lint types test bench breadth hostile faults load clean

install: $(STAMP)  ## a virtual environment with the pinned dependencies and the command `kotae`

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Kotae needs Python 3.11 or newer: say which with \`make PYTHON=python3.11 ...\`" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --disable-pip-version-check --quiet --constraint constraints.txt --editable '.[build,dev]'
	@touch $@

serve: install  ## answer at http://127.0.0.1:8000, from the shipped document unless KOTAE_SOURCES names others
	$(BIN)/kotae serve

check: lint types test  ## everything that must pass: what CI runs

lint: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache

types: install
	$(BIN)/mypy

test: install  ## the tests; those that drive a browser are left out where there is none
	$(BIN)/python -m pytest

bench: install  ## Kotae beside txtai, Chroma and Haystack: make bench SQUAD=squad.json
	@test -n "$(SQUAD)" || { echo "Say which questions to ask: make bench SQUAD=squad.json" >&2; exit 2; }
	$(BIN)/python -m bench.run --squad "$(SQUAD)"

breadth: install  ## many documents of many kinds, each with its questions
	$(BIN)/python -m bench.breadth

hostile: install  ## 20,000 hostile requests and 10,000 generated ones: a quarter of an hour
	$(BIN)/python -m bench.hostile

faults: install  ## 200 rebuilds killed and 20 swaps while people ask: a few minutes
	$(BIN)/python -m bench.faults

load: install .bench/locust/bin/locust  ## 32 connections of distinct questions for a minute
	$(BIN)/python -m bench.load

.bench/locust/bin/locust:
	$(PYTHON) -m venv .bench/locust
	.bench/locust/bin/pip install --disable-pip-version-check --quiet locust==2.47.0

clean:
	rm -rf $(VENV) .bench build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
