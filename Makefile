# Every target sets up what it needs, and installs nothing when that is there already (.ci/setup says how).
.DEFAULT_GOAL := help
SHELL := /bin/bash
BIN := .venv/bin
NODE := $(BIN)/node .venv/node/node_modules

# Port of `make serve`; number of providers of `make bench`; more arguments for pytest or apdir.
PORT ?= 8000
N ?= 1000
ARGS ?=
# Processes that share the tests: one more than there are processors, for browsers wait a good part of their time.
CORES := $(shell nproc 2>/dev/null || echo 2)
WORKERS ?= $(shell echo $$(( $(CORES) + 1 )))
# Tests of one file share what takes long to make, or build on one another: one process runs them all.
PYTEST = $(BIN)/python -m pytest --dist loadfile --no-loadscope-reorder --numprocesses $(WORKERS)

# Debian packages: what WeasyPrint draws forms with; and what the tests need beside Chromium (libatomic1 is for the
# Node.js that Playwright carries, Java for veraPDF and the W3C's checker, Apache without its service).
FORM_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation fonts-dejavu-core
TEST_PACKAGES := libatomic1 openjdk-17-jre-headless libjaxb-java apache2-bin

# PYTHON and CHROMIUM name an interpreter or a browser of your own: make test CHROMIUM=/opt/chrome/chrome
export PYTHON CHROMIUM

# Containers often have Python keep no compiled modules: each of the tests' processes would compile all of them anew.
export PYTHONDONTWRITEBYTECODE :=

# Material for MkDocs prints a notice about MkDocs 2, which the version range in pyproject.toml keeps out.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help
help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: serve
serve: runtime ## Build the directory, serve it on http://127.0.0.1:8000 (PORT=8001 for another) and rebuild on change
	$(BIN)/apdir serve --port $(PORT) $(ARGS)

.PHONY: build
build: runtime ## Build the public edition into site/ (ARGS="--edition commissioner" for the other)
	$(BIN)/apdir build $(ARGS)

.PHONY: check
check: runtime ## Check every record and say what is wrong, by file and line
	$(BIN)/apdir check $(ARGS)

.PHONY: test
test: dev browser node ## Run every check and every test
	$(TOGETHER) style types scripts-checked
	$(PYTEST) --durations 30 $(ARGS)

# Nightly: ten thousand wrong files of each kind, every hostile string in every field, 50 builds and 50 imports killed,
# every form read, 200 sequences of builds into one folder, every value edited, the colours of every text, 200 colours of a
# council. tests/TRIALS.md says what of it `make test` tries. One test may take an hour, so none is ended for being slow.
.PHONY: test-long
test-long: dev browser ## Run the tests of safety at their full size (some hours): FUZZ=10000 KILLS=50 HOSTILE_COPIES=667
	FUZZ=$${FUZZ:-10000} KILLS=$${KILLS:-50} HOSTILE_COPIES=$${HOSTILE_COPIES:-667} \
		SEQUENCES=$${SEQUENCES:-200} BRAND_COLOURS=$${BRAND_COLOURS:-200} FORMS=1 EVERY_TEXT=1 EVERY_PAGE=1 \
		ONE_AT_A_TIME=1 EDITS_EVERY=1 REPORTS=$${REPORTS:-50} \
		$(PYTEST) --override-ini faulthandler_timeout=0 tests/nightly tests/browser \
		tests/integration/test_whole.py tests/unit/source/test_saving.py tests/integration/test_same_bytes.py \
		tests/integration/test_interference.py tests/integration/test_html.py tests/integration/test_take.py \
		tests/integration/test_editions.py tests/integration/test_form_pdf.py tests/unit/pupil/test_pupil.py \
		tests/unit/source/test_edit.py tests/integration/test_report.py \
		tests/integration/test_hostile_repositories.py $(ARGS)

# ARGS="-k test_slow" searches for slow ones alone. The slowest are kept, and what they cost is told at the end.
.PHONY: fuzz
fuzz: dev ## Search for inputs that are wrong or slow (FUZZ=50000 of each kind)
	FUZZ=$${FUZZ:-10000} $(BIN)/python -m pytest --override-ini faulthandler_timeout=0 \
		tests/nightly/test_slow.py tests/nightly/test_fuzz.py tests/nightly/test_fuzz_files.py $(ARGS)
	$(BIN)/python -m tests.nightly.slowest
	$(BIN)/python -m tests.nightly.at_limits

.PHONY: mutants
mutants: dev ## Put small faults into the program, one at a time, and see that the quick loop notices (MUTANTS=100 SEED=1)
	$(BIN)/python -m tests.nightly.mutants --number $${MUTANTS:-100} --seed $${SEED:-1} $(ARGS)

.PHONY: audit
audit: dev ## Ask PyPI which locked packages have a known weakness (needs the network)
	$(BIN)/uvx --no-progress pip-audit --require-hashes --disable-pip --requirement requirements.lock $(ARGS)
	$(BIN)/uvx --no-progress pip-audit --require-hashes --disable-pip --requirement requirements-dev.lock $(ARGS)

.PHONY: pictures
pictures: dev browser ## Take the pictures of the README and of the guide for officers anew
	$(BIN)/python -m tests.pictures

.PHONY: documents
documents: dev ## Write anew what ARCHITECTURE.md and RULES.md take from the code
	$(BIN)/python -m tests.documents

.PHONY: scripts
scripts: node ## Run every check of the scripts of pages and of the editor
	$(MAKE) --no-print-directory scripts-checked

# What needs no set-up of its own, each beside the others; each tells at its end what it found.
TOGETHER = $(MAKE) --no-print-directory --jobs $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)
.PHONY: style types scripts-checked quick-tests
style:
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/lint-imports --no-logo --cache-dir .cache/import-linter
types:
	$(BIN)/mypy
scripts-checked:
	$(NODE)/@biomejs/biome/bin/biome check --error-on-warnings
	$(NODE)/typescript/bin/tsc --project jsconfig.json
	$(BIN)/node --disable-warning=MODULE_TYPELESS_PACKAGE_JSON --test-reporter=dot --test tests/scripts/*.test.js

.PHONY: quick
quick: dev node ## Run the checks of style and types, and every unit test that takes no time: some twenty seconds
	$(TOGETHER) quick-tests style types scripts-checked
quick-tests:
	$(PYTEST) --quiet --numprocesses $(CORES) -m "not slow" tests/unit $(ARGS)

.PHONY: format
format: node ## Format the code, and mend what the linter can mend
	$(BIN)/ruff format
	$(BIN)/ruff check --fix
	$(NODE)/@biomejs/biome/bin/biome check --write

.PHONY: bench
bench: dev ## Time our build beside MkDocs with Material and Hugo (N=5000 for that many providers)
	$(BIN)/python -m tests.bench --providers $(N) $(ARGS)

.PHONY: bench-finder
bench-finder: dev browser ## Measure what the finder sends and how fast it answers (N=10000 providers, processor slowed down)
	$(BIN)/python -m tests.bench.finder --providers $(if $(filter command line,$(origin N)),$(N),10000) $(ARGS)

.PHONY: lighthouse
lighthouse: dev browser ## Lighthouse, as on a phone, on home, finder and a provider; fails below what is asked
	@.ci/setup lighthouse
	$(BIN)/python -m tests.lighthouse $(ARGS)

# The second lock is compiled under the constraint of the first, so that what both name has one version.
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --custom-compile-command "make lock" --group build $(ARGS)

.PHONY: lock
lock: dev ## Write both lock files anew from pyproject.toml (ARGS=--upgrade for the newest versions)
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --group lint --group test --group bench --group lock \
		--constraint requirements.lock --output-file requirements-dev.lock

.PHONY: clean
clean: ## Delete what make and apdir made: site, caches, virtual environment
	rm -rf .venv .setup.lock .cache site .site.* build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: runtime dev browser node
runtime:
	@.ci/setup runtime $(FORM_PACKAGES)
dev:
	@.ci/setup dev $(FORM_PACKAGES)
node: dev
	@.ci/setup node
browser: dev
	@.ci/setup browser $(TEST_PACKAGES)
