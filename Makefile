# Every target sets up what it needs: `make demo` and `make test` work on a fresh clone.
# Needed on the machine: Python 3.11 or newer, make, git, and npm for the real server and for Redocly.

PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python
READY  := $(VENV)/.ready
CACHE  := .cache/opencode-server

# How many tests run at once; those of one file run one after the other.
WORKERS ?= 2

# Prints where the real server's program is, after installing it if need be.
PROGRAM := $(RUN) -m opencode_sessions.testing.install --into $(CACHE)

.DEFAULT_GOAL := help
.PHONY: help setup server demo test test-fast test-oldest matrix bench bench-latency picture record generate \
	check-generated check-breaking review drift corpus derive check-derived lint lint-contract format types check \
	build clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Install the development tools into .venv

$(READY): pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is missing: install Python 3.11 or newer, or say make PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "$$($(PYTHON) --version) is too old: this needs 3.11 or newer; say make PYTHON=python3.12 or the like"; exit 1; }
	@echo "Setting up $(VENV) with the development tools; this takes a minute the first time."
	@$(PYTHON) -m venv $(VENV) \
		|| { echo "Could not make a virtual environment: install Python's venv module (Debian: python3-venv)."; exit 1; }
	@uv=$$(sed -n 's/.*"\(uv==[^"]*\)".*/\1/p' pyproject.toml); \
		{ $(RUN) -m pip install --quiet --disable-pip-version-check $$uv \
		&& $(RUN) -m uv pip install --python $(RUN) --group dev --editable '.[cli,testing]'; } \
		|| { echo "Could not install the development tools: PyPI could not be reached, or refused (see above)."; exit 1; }
	@touch $@

server: $(READY) ## Install the real opencode server, pinned, into .cache/opencode-server
	@$(PROGRAM)

demo: $(READY) ## Chat with a real opencode server, with a scripted model behind it
	@program=$$($(PROGRAM)) && OPENCODE_BIN="$$program" $(RUN) examples/demo.py $(ARGS)

test: $(READY) ## Run every test, those against the real server included
	@program=$$($(PROGRAM)) && OPENCODE_BIN="$$program" $(RUN) -m pytest --numprocesses $(WORKERS) --dist loadfile $(ARGS)

test-fast: $(READY) ## Run the tests that do not need the real server
	@$(RUN) -m pytest --numprocesses $(WORKERS) --dist loadfile tests/unit tests/contract $(ARGS)

matrix: $(READY) ## Run the operations on old servers (VERSIONS="1.0.0 1.18.33", default: all), write docs/compatibility.md
	@$(RUN) -m scripts.matrix $(ARGS) $(VERSIONS)

test-oldest: $(READY) ## Run the operations on the oldest server that works, with the sync client
	@$(RUN) -m scripts.matrix --keep --no-page --mode sync 0.5.29

bench-latency: $(READY) ## Measure how long a piece of text takes from the model to the user's loop
	@program=$$($(PROGRAM)) && OPENCODE_BIN="$$program" $(RUN) -m benchmarks.latency

bench: $(READY) ## Measure the SDK beside bare httpx and other clients (ARGS="decoding", default: all six tables)
	@$(RUN) -m benchmarks $(ARGS)

picture: $(READY) ## Draw docs/chat.svg: a chat with a real server on the command line
	@program=$$($(PROGRAM)) && OPENCODE_BIN="$$program" $(RUN) -m scripts.picture

record: $(READY) ## Record real traffic of servers (VERSIONS="…", default: all) into tests/contract/recorded
	@$(RUN) -m scripts.record $(ARGS) $(VERSIONS)

generate: $(READY) ## Generate the package of openapi.yaml anew
	@$(RUN) -m contract.generate

check-generated: $(READY) ## Check that generated/ is what openapi.yaml gives
	@$(RUN) -m contract.generate --check

check-breaking: $(READY) ## Check that nothing breaks unintended since the last release
	@$(RUN) -m contract.breaking

review: $(READY) ## Review a change of the contract since BASE=ref (default: where the branch left main), into review/
	@$(RUN) -m contract.review $(if $(BASE),--base '$(BASE)') $(if $(SERVER),--server '$(SERVER)') $(ARGS)

corpus: $(READY) ## Tell how right the breaking report is (ARGS=--write: in docs/contract-review.md too)
	@$(RUN) -m contract.corpus $(ARGS)

drift: $(READY) ## Compare the contract with a real server (SERVER=url for another than a launched one)
	@$(RUN) -m contract.drift $(if $(SERVER),--server '$(SERVER)') $(ARGS)

derive: $(READY) ## Derive the sync twin of the async modules
	@$(RUN) scripts/derive_sync.py

check-derived: $(READY) ## Check that _sync is what _async gives
	@$(RUN) scripts/derive_sync.py --check

lint: $(READY) ## Check style
	@$(RUN) -m ruff check . && $(RUN) -m ruff format --check .

lint-contract: $(READY) ## Lint openapi.yaml: redocly with our rules, and openapi-spec-validator
	@$(RUN) -m contract.lint

format: $(READY) ## Mend style
	@$(RUN) -m ruff check --fix . && $(RUN) -m ruff format .

types: $(READY) ## Check types with mypy --strict and pyright
	@$(RUN) -m mypy && $(RUN) -m pyright

check: lint lint-contract types check-generated check-derived check-breaking ## All checks that are not tests

build: $(READY) ## Build the wheel and the source distribution into dist/
	@$(RUN) -m build --installer uv

clean: ## Remove everything that the targets made
	rm -rf $(VENV) .cache .mypy_cache .pytest_cache .ruff_cache build dist review
