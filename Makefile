# `make` lists the targets. Everything runs from this checkout in .venv, which is made on demand.

PYTHON ?= python3
PYTHONS := $(PYTHON) python3.14 python3.13 python3.12 python3.11
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))
# Most tests wait more than they count, so there are more of them at once than two cores.
SIDE_BY_SIDE := -n 3 --dist worksteal --durations 10
PIP := .venv/bin/python -m pip --disable-pip-version-check -qq
LOCK := .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --custom-compile-command "make lock" pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help install demo run test chats pictures check bench format migrate lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s  %s\n", $$1, $$2 }' Makefile

install: .venv/.run ## make .venv with what the bot needs to run
	@:

demo: .venv/.run ## the bot inside a simulated world: http://127.0.0.1:8080 (or SANDBOX_PORT)
	@.venv/bin/python -m bot demo

run: .venv/.run ## the bot with the settings of .env
	@.venv/bin/python -m bot run

migrate: .venv/.run ## bring the database of .env to the newest schema
	@.venv/bin/python -m bot migrate

test: .venv/.dev ## all tests, side by side, and the ten slowest (ARGS="-k name" for some)
	@.venv/bin/python -m pytest $(or $(ARGS),$(SIDE_BY_SIDE))

chats: .venv/.dev ## rewrite what tests/chats/*.chat expect from what happens (ARGS="first_loan" for some)
	@.venv/bin/python -m tests.support.playing.rewrite $(ARGS)

pictures: .venv/.dev ## take docs/pictures anew from the running demo (needs chromium)
	@.venv/bin/python -m tests.page.pictures

check: .venv/.dev ## format, lint, strict types, and which folder may import which
	@.venv/bin/ruff format --quiet --check .
	@.venv/bin/ruff check --quiet .
	@.venv/bin/mypy --no-error-summary
	@.venv/bin/python -m pytest -q tests/test_architecture.py tests/test_capabilities.py

bench: .venv/.run ## what an update costs beside a bare aiogram echo (BASE=<ref>: and beside that commit)
	@.venv/bin/python -m $(if $(BASE),bench.compare $(BASE),bench)

format: .venv/.dev ## format the code and mend what the linter can
	@.venv/bin/ruff format --quiet .
	@.venv/bin/ruff check --quiet --fix .

lock: .venv-lock/.made ## pin the newest versions that pyproject.toml allows
	@$(LOCK) --upgrade --output-file requirements.txt
	@$(LOCK) --upgrade --group dev --constraints requirements.txt --output-file requirements-dev.txt

clean: ## remove the virtual environments, caches and the demo's data
	@rm -rf .venv .venv-lock .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: a lock that has changed is installed again. The development lock holds the other one.

.venv/.run: requirements.txt .venv/.made
	@echo "Installing what the bot needs (once, a minute or two) …"
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.made
	@echo "Installing what the bot and its tests need (once, a minute or two) …"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch .venv/.run $@

.venv/.made .venv-lock/.made:
	@python=; for each in $(PYTHONS); do \
	  if $$each -c '$(FITS)' 2>/dev/null; then python=$$each; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Python 3.11 to 3.14 is needed: install it, or name it with make PYTHON=/path/to/python." >&2; \
	  exit 1; \
	fi; \
	if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "Python's venv module is missing: install the package python3-venv (apt-get install python3-venv)." >&2; \
	  exit 1; \
	fi; \
	if ! $(@D)/bin/python -c '$(FITS)' 2>/dev/null; then $$python -m venv --clear $(@D) || exit 1; fi
	@if [ $(@D) = .venv-lock ]; then $(@D)/bin/python -m pip install -qq uv; fi
	@touch $@
