# Every target installs what it needs: `make demo` and `make test` work on a fresh clone.
# Needed on the machine: Python 3.11 or newer, make, git, and npm for the real server and for Redocly.

PYTHON ?= python3
VENV   ?= .venv
CACHE  := .cache/opencode-server

# How many tests run at once; the tests of one file run one after the other. Many wait for timers and processes, so that
# two cores do the work of four.
WORKERS ?= 4

# The tests that coverage is measured over. They need no opencode server.
COVERED := $(wildcard tests/unit tests/integration)

# The versions of Python that `make test-pythons` looks for.
PYTHONS ?= 3.11 3.12 3.13

# The tests whose result may differ between versions of Python: of the integration tests those of generators, tasks,
# threads and event loops, of forks, and of imports.
VARYING := tests/unit $(patsubst %,tests/integration/test_%.py,holding forks imports)

# A fault campaign: what it is drawn from, and how many turns it has.
SEED  ?= 1
TURNS ?= 500
JOBS  ?= 200

# What users choose is plain text. make does not expand it, so that `$(shell …)` in the name of a branch is no command; it
# reaches the recipes in their environment, as "$$NAME", where the shell does not read it as a command either.
define as_text
override $(1) := $$(value $(1))
export $(1)
endef
$(foreach name,BASE SERVER VERSION VERSIONS SEED TURNS JOBS REAL PYTHON PYTHONS PYTHON_VERSION VENV WORKERS PORT,\
	$(if $(filter-out undefined,$(origin $(name))),$(eval $(call as_text,$(name)))))

# ARGS alone is text of the shell, e.g. ARGS="-k 'chat or stream'": never fill it from outside. make does not expand it either.
override ARGS := $(value ARGS)
unexport ARGS

# The name of a target, which make and the shell would split or read as more than a name.
ifneq ($(strip $(foreach odd,; ' " ` $$ & | < > ( ) { } [ ] * ? ! : % = \ ~,$(findstring $(odd),$(VENV)))),)
$(error VENV must be the path of a folder without special characters)
endif
ifneq ($(words $(VENV)),1)
$(error VENV must be the path of one folder, without spaces)
endif
RUN    := $(VENV)/bin/python
READY  := $(VENV)/.ready
PYTEST := $(RUN) -m pytest --numprocesses "$$WORKERS" --dist loadfile --no-loadscope-reorder

# What `make lint` checks for spelling and for the words of tools/words.txt.
SPELLED := .ci .github benchmarks contract docs examples overlays tests tools *.md *.yaml mkdocs.yml Makefile pyproject.toml

# Prints the path of the real server's program, and installs it first if need be.
PROGRAM := $(RUN) -m opencode_sessions.testing.install --into $(CACHE)

# Prints the path of the browser for the tests of pages, or says in one line what to do.
BROWSER := $(RUN) -m tests.support.browsers

# Without the advertisement of the theme's authors.
MKDOCS := NO_MKDOCS_2_WARNING=1 $(RUN) -m mkdocs

.DEFAULT_GOAL := help
.PHONY: help setup lock server demo demo-batch test test-fast test-unit test-python test-pythons test-oldest coverage matrix borders bench \
	bench-latency bench-batch faults batches picture record generate check-generated check-breaking review release drift corpus derive check-derived \
	lint lint-contract spelling format types docs docs-serve check-docs check build check-dist clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY) ## Install the development tools, as uv.lock pins them, into .venv

$(READY): pyproject.toml uv.lock
	@command -v "$$PYTHON" >/dev/null || { echo "$$PYTHON is missing: install Python 3.11 or newer, or use make PYTHON=…"; exit 1; }
	@"$$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "$$("$$PYTHON" --version) is too old: 3.11 or newer is needed; use make PYTHON=python3.12 or the like"; exit 1; }
	@echo "Installing the development tools into $(VENV); this takes about half a minute the first time."
	@"$$PYTHON" -m venv $(VENV) \
		|| { echo "Could not make a virtual environment: install Python's venv module (Debian: python3-venv)."; exit 1; }
	@uv=$$(sed -n 's/.*"\(uv==[^"]*\)".*/\1/p' pyproject.toml); \
		{ $(RUN) -m pip install --quiet --disable-pip-version-check $$uv \
		&& UV_PROJECT_ENVIRONMENT=$(VENV) $(RUN) -m uv sync --frozen --all-extras --quiet; } \
		|| { echo "Could not install the development tools: PyPI could not be reached, or refused (see above)."; exit 1; }
	@touch $@

lock: $(READY) ## Write uv.lock again, after a change of the dependencies in pyproject.toml
	@$(RUN) -m uv lock --quiet

server: $(READY) ## Install the real opencode server, pinned, into .cache/opencode-server
	@$(PROGRAM)

demo: $(READY) ## Chat with a real opencode server, with a scripted model behind it
	@program=$$($(PROGRAM)) && OPENCODE_BIN="$$program" $(RUN) examples/demo.py $(ARGS)

demo-batch: $(READY) ## Run 20 jobs on a real opencode server with two Dask workers, one of which is killed
	@program=$$($(PROGRAM)) && OPENCODE_BIN="$$program" $(RUN) examples/demo_batch.py

test: $(READY) ## Run every test, those against the real server included (ARGS="-k chat": a part, without coverage)
	@program=$$($(PROGRAM)) && export OPENCODE_BIN="$$program" && $(if $(ARGS),$(PYTEST) $(ARGS),\
		CHROMIUM=$$($(BROWSER)) && export CHROMIUM \
		&& $(MAKE) --no-print-directory coverage && $(PYTEST) $(COVERED:%=--ignore %))

coverage: $(READY) ## Run the unit and integration tests, and fail if they cover too little of the overlays
	@$(PYTEST) $(COVERED) --cov

test-fast: $(READY) ## Run the tests that need no opencode server
	@$(PYTEST) --ignore tests/live --ignore tests/packaging $(ARGS)

test-unit: $(READY) ## Run the unit and integration tests, without coverage
	@$(PYTEST) $(COVERED) $(ARGS)

test-python: $(READY) ## Run the tests whose result may differ between versions of Python
	@$(PYTEST) $(VARYING) $(ARGS)

test-pythons: $(READY) ## Run test-python and the type checks on every other supported Python installed
	@$(RUN) tools/pythons.py --targets test-python types -- \
		$$PYTHONS

matrix: $(READY) ## Test the operations on many servers (VERSIONS="1.0.0 1.18.33", default: all) and write docs/compatibility.md
	@$(RUN) -m tools.servers.matrix $(ARGS) $$VERSIONS; tested=$$?; $(RUN) -m contract compatibility && exit $$tested

borders: $(READY) ## Measure every version in the npm registry once (VERSIONS="…": only those) and write docs/compatibility.md
	@$(RUN) -m contract borders $(ARGS) $$VERSIONS; measured=$$?; $(RUN) -m contract compatibility && exit $$measured

test-oldest: $(READY) ## Test the operations on the oldest supported server, with the sync client
	@$(RUN) -m tools.servers.matrix --keep --mode sync 0.5.29

bench-latency: $(READY) ## Measure the latency of a piece of text from the model to the user's loop
	@program=$$($(PROGRAM)) && OPENCODE_BIN="$$program" $(RUN) -m benchmarks.latency

bench-batch: $(READY) ## Measure a batch: time per job, workers, memory (ARGS="memory", default: all three)
	@$(RUN) -m benchmarks.batch $(ARGS)

bench: $(READY) ## Compare the SDK with bare httpx and other clients (ARGS="decoding", default: all seven tables)
	@$(RUN) -m benchmarks $(ARGS)

faults: $(READY) ## Run TURNS turns with injected faults, drawn from SEED (REAL=1: of the real server)
	@$(if $(REAL),program=$$($(PROGRAM)) && OPENCODE_BIN="$$program") $(RUN) -m tools.faults --seed "$$SEED" --turns "$$TURNS" \
		$(if $(REAL),--real) $(ARGS)

batches: $(READY) ## Run a batch of JOBS jobs, drawn from SEED, that is killed like its servers (REAL=1: real servers)
	@$(if $(REAL),program=$$($(PROGRAM)) && OPENCODE_BIN="$$program") $(RUN) -m tools.batch_campaign --seed "$$SEED" \
		--jobs "$$JOBS" $(if $(REAL),--real) $(ARGS)

picture: $(READY) ## Draw docs/chat.svg: a chat with a real server on the command line
	@program=$$($(PROGRAM)) && OPENCODE_BIN="$$program" $(RUN) -m tools.picture

record: $(READY) ## Record real traffic of servers (VERSIONS="…", default: all) into tests/data/recorded
	@$(RUN) -m contract record $(ARGS) $$VERSIONS

generate: $(READY) ## Generate generated/ from openapi.yaml
	@$(RUN) -m contract generate

check-generated: $(READY) ## Check that generated/ is up to date with openapi.yaml
	@$(RUN) -m contract generate --check

check-breaking: $(READY) ## Check that no unintended change breaks programs that use the last release
	@$(RUN) -m contract breaking

review: $(READY) ## Review the changes of the contract since BASE=ref (default: where the branch left main), into review/
	@$(RUN) -m contract review $${BASE:+--base="$$BASE"} $${SERVER:+--server="$$SERVER"} $(ARGS)

release: $(READY) ## Say what the release VERSION=x.y.z would write (ARGS=--write: write it and check); never pushes or publishes
	@$(RUN) -m contract release --version="$$VERSION" $(ARGS)

corpus: $(READY) ## Measure the accuracy of the breaking-change report (ARGS=--write: also write it to docs/contract-review.md)
	@$(RUN) -m contract corpus $(ARGS)

drift: $(READY) ## Compare the contract with a real server (SERVER=url: a running one instead of a launched one)
	@$(RUN) -m contract drift $${SERVER:+--server="$$SERVER"} $(ARGS)

derive: $(READY) ## Derive the modules of _sync from those of _async
	@$(RUN) -m tools.derive_sync

check-derived: $(READY) ## Check that _sync is up to date with _async
	@$(RUN) -m tools.derive_sync --check

lint: $(READY) spelling ## Check style, spelling and the lock file
	@$(RUN) -m ruff check . && $(RUN) -m ruff format --check .
	@$(RUN) -m uv lock --check --quiet || { echo "uv.lock does not fit pyproject.toml: run make lock"; exit 1; }

spelling: $(READY) ## Check the spelling, and the words that tools/words.txt replaces
	@git ls-files -z --cached --others --exclude-standard -- $(SPELLED) | xargs -0 $(RUN) -m codespell_lib

lint-contract: $(READY) ## Lint openapi.yaml with Redocly, rules of our own, and openapi-spec-validator
	@$(RUN) -m contract lint

format: $(READY) ## Fix the style
	@$(RUN) -m ruff check --fix . && $(RUN) -m ruff format .

types: $(READY) ## Check types with mypy --strict and pyright
	@$(RUN) -m mypy $${PYTHON_VERSION:+--python-version="$$PYTHON_VERSION"} \
		&& $(RUN) -m pyright --pythonpath $(RUN) $${PYTHON_VERSION:+--pythonversion="$$PYTHON_VERSION"}

docs: $(READY) ## Build the documentation as a static site, with the reference and a search, into site/
	@$(MKDOCS) build --strict

docs-serve: $(READY) ## Build the documentation, serve it on loopback (PORT=…, default: 8000), and follow changes
	@$(MKDOCS) serve --dev-addr "127.0.0.1:$${PORT:-8000}"

check-docs: $(READY) ## Check that the documentation can be built: links, anchors, names, docstrings
	@$(MKDOCS) build --strict --site-dir build/site

check: lint lint-contract types check-generated check-derived check-breaking check-docs ## Run all checks except the tests

build: $(READY) ## Build the wheel and the source distribution into dist/
	@$(RUN) -m build --installer uv

check-dist: $(READY) ## Check the files in dist/: what they hold, and that they work when they are installed
	@DIST=dist $(PYTEST) tests/packaging

clean: ## Remove everything that the other targets made
	rm -rf .venv .venv-* .coverage* .cache .mypy_cache .pytest_cache .ruff_cache build dist review site
