# Every target is a thin call of the `multipartner` command; the first one that needs it builds .venv.
#   make run RUNS=200 YEARS=25        the main job: four U.S. policies, the same random histories for each
SHELL := /bin/bash
.DEFAULT_GOAL := help

SCENARIOS ?= cooperative statist transactional seeding
RUNS      ?= 100
SEED      ?= 0
YEARS     ?=
WORKERS   ?=
EQUAL     ?= us_spending
ENSEMBLE  ?= 200
OUT       ?= results/us-policy$(if $(YEARS),-years-$(YEARS))$(if $(filter-out 0,$(SEED)),-seed-$(SEED))$(if $(filter-out 200,$(ENSEMBLE)),-ensemble-$(ENSEMBLE))
DESIGN    ?= transactional_regard
SAMPLES   ?=
CLUSTER   ?=
STAGE     ?= motives
PORT      ?= 8080

VENV  := .venv
BIN   := $(VENV)/bin
PIP   := $(BIN)/python -m pip --disable-pip-version-check --quiet
MODEL := $(BIN)/multipartner
COMMON := $(if $(YEARS),--years $(YEARS)) $(if $(WORKERS),--workers $(WORKERS)) $(if $(CLUSTER),--cluster $(CLUSTER))
OPTIONS := --runs $(RUNS) --seed $(SEED) $(COMMON)
# A design says itself how many histories it wants and with which seed, unless RUNS or SEED is given here.
GIVEN = $(if $(filter command% environment%,$(origin $(1))),$(2) $($(1)))
SWEEP := $(COMMON) $(call GIVEN,RUNS,--runs) $(call GIVEN,SEED,--seed) $(if $(SAMPLES),--samples $(SAMPLES)) $(call GIVEN,OUT,--out)

PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	"$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$name" && break; done)

.PHONY: help setup run batch sweep sensitivity ablation plots report dashboard validate verify evidence claims calibrate mutation assumptions test test-slow test-browser test-lowest test-newest attack \
	docs site bench check clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "  variables: SCENARIOS='$(SCENARIOS)' RUNS=$(RUNS) SEED=$(SEED) YEARS=$(YEARS) WORKERS=$(WORKERS) OUT=$(OUT) ENSEMBLE=$(ENSEMBLE)"
	@echo "             DESIGN=$(DESIGN) SAMPLES=$(SAMPLES) CLUSTER=$(CLUSTER)"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer (with venv) was not found; install it or say make PYTHON=/path/to/python3."; exit 1; }
	@echo "Building $(VENV) with $(PYTHON) (once)."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.core: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing the model and the versions in constraints.txt (a minute or two, once)."
	@$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.lab: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what sweeps need besides (once)."
	@$(PIP) install -c constraints.txt -e '.[analysis,cluster]'
	@touch $@ $(VENV)/.core

$(VENV)/.page: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what the page needs besides (once)."
	@$(PIP) install -c constraints.txt -e '.[dashboard]'
	@touch $@ $(VENV)/.core

$(VENV)/.dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing the model, its tests and checks (a minute or two, once)."
	@$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.core $(VENV)/.lab $(VENV)/.page

setup: $(VENV)/.dev  ## build .venv with everything

run: $(VENV)/.core  ## the main job: U.S. policies side by side; writes tables, figures and a report to OUT
	@$(MODEL) run $(SCENARIOS) $(OPTIONS) $(if $(EQUAL),--equal $(EQUAL)) $(if $(filter-out 0,$(ENSEMBLE)),--ensemble $(ENSEMBLE)) --out $(OUT)

batch: $(VENV)/.core  ## SCENARIOS='a b' RUNS=n: any scenarios; results/<their names>
	@$(MODEL) run $(SCENARIOS) $(OPTIONS)

sweep: $(VENV)/.lab  ## DESIGN=name or file: the points of a design, resumed where it stopped; results/<its name>
	@$(MODEL) sweep $(DESIGN) $(SWEEP)

sensitivity: $(VENV)/.lab  ## which assumed numbers matter most (SAMPLES=n trajectories)
	@$(MODEL) sweep assumptions $(SWEEP)

ablation: $(VENV)/.core  ## what changes when a mechanism is left out; results/ablation and docs/ablation.md
	@$(MODEL) ablation $(OPTIONS) --page docs/ablation.md

evidence: $(VENV)/.lab  ## the decision against real lists of members: results/evidence and docs/evidence.md
	@$(MODEL) evidence --page

claims: $(VENV)/.lab  ## claims of the essay over worlds drawn from what nobody knows: verdicts, and docs/claims.md
	@$(MODEL) claims --page

calibrate: $(VENV)/.lab  ## STAGE=motives or dynamics: fit to real lists, match to the record of organisations; dynamics resumes
	@$(MODEL) calibrate $(STAGE)

plots: $(VENV)/.core  ## redraw the figures of OUT from its tables
	@$(MODEL) plot $(OUT)

report: $(VENV)/.core  ## rewrite the report of OUT from its tables
	@$(MODEL) report $(OUT)

dashboard: $(VENV)/.page  ## move a lever, see the world answer: a page on this machine only (PORT=n)
	@$(MODEL) dashboard --port $(PORT) $(if $(WORKERS),--workers $(WORKERS))

validate: $(VENV)/.core  ## check every scenario file
	@$(MODEL) validate scenarios/*.toml

verify: $(VENV)/.core  ## the classic results of the literature, ours beside the published ones
	@$(MODEL) verify

mutation: $(VENV)/.dev  ## change every equation slightly and see whether the classic results notice (ten minutes)
	@$(BIN)/python benchmarks/mutation.py

assumptions: $(VENV)/.core  ## every equation and number that is assumed rather than sourced
	@$(MODEL) assumptions

test: $(VENV)/.dev  ## the fast test suite (COVERAGE=1: also its coverage, which must not fall)
ifdef COVERAGE
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -n auto
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report
else
	@$(BIN)/python -m pytest -n auto
endif

test-slow: $(VENV)/.dev  ## the long tests; prints how long they took
	@$(BIN)/python -m pytest -m slow --durations 10

test-browser: $(VENV)/.dev  ## what a hand meets on the page, in a headless Chromium; skipped where there is none
	@$(BIN)/python -m pytest -m slow tests/browser/test_page.py tests/browser/test_everyone.py

# What leans on the libraries most. Warnings of other versions are theirs to mend.
LIBRARIES := tests/regression tests/unit/test_in_c.py tests/unit/test_scenario_loading.py tests/unit/test_design.py \
	tests/unit/test_store.py tests/unit/test_figures.py tests/fuzz/test_fuzzed_input.py

test-lowest:  ## the tests that depend on libraries, with the oldest versions that pyproject.toml allows
	@$(PYTHON) -m venv .venv-lowest && .venv-lowest/bin/python -m pip install --quiet uv
	@.venv-lowest/bin/uv pip install --quiet --python .venv-lowest/bin/python --resolution lowest-direct -e '.[test]'
	@.venv-lowest/bin/python -m pytest -W default $(LIBRARIES)

test-newest:  ## the same with the newest versions
	@$(PYTHON) -m venv .venv-newest
	@.venv-newest/bin/python -m pip install --quiet --upgrade --upgrade-strategy eager -e '.[test]'
	@.venv-newest/bin/python -m pytest -W default $(LIBRARIES)

attack: $(VENV)/.dev  ## all fuzzed input and injected faults; docs/reliability.md says what was found (hours)
	@$(BIN)/python -m pytest -m "slow or not slow" $(wildcard tests/faults tests/fuzz) --durations 10

docs: $(VENV)/.core  ## regenerate the generated parts of README and docs
	@$(BIN)/python -m tools.documents
	@$(MODEL) verify --write

site: $(VENV)/.dev  ## the site, from docs/ and examples/ as they run now; opens at site/index.html
	@$(BIN)/python -m tools.site

bench: $(VENV)/.dev  ## all measurements side by side; docs/performance.md (long)
	@$(PIP) install -c constraints.txt -e '.[bench]'
	@$(BIN)/python -m benchmarks

check: $(VENV)/.dev  ## formatting, lint, types, direction of imports
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

clean:  ## remove caches and builds; results and .venv stay
	@rm -rf build dist site .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov
	@find . -name __pycache__ -type d -not -path './$(VENV)/*' -prune -exec rm -rf {} +
