# Each target sets up what it needs by itself; a second call finds the stamps and is quick.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.stamp-run
DEV := $(VENV)/.stamp-dev
DEMO := build/demo.db
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.PHONY: help venv demo desk chromium test check tables docs crashes lock bench bench-ledger bench-desk shots train accuracy clean

help:
	@echo "make demo    read the demo pages and print their minutes and cases"
	@echo "make desk    open the desk on the demo pages, in a browser at http://127.0.0.1:8765"
	@echo "make test    all checks, tests and score floors"
	@echo "make check   format, lint, types, layers, and tables and reference pages equal to their sources"
	@echo "make tables  regenerate the tables under src/verbale/data from resources/"
	@echo "make docs    regenerate the pages under docs/reference from code and resources/"
	@echo "make shots   take the pictures of docs/pictures anew"
	@echo "make bench   time and memory against a bare parse"
	@echo "make crashes kill an add of 300 pages 20 times, and compare what it leaves"
	@echo "make bench-ledger  add 10,000 articles of a generator: rate, memory, stages against the slow reference"
	@echo "make bench-desk  each page and list on 200,000 events in SQLite and PostgreSQL: milliseconds and kB"
	@echo "make train   train the scorer anew (about half an hour of one core; wants 2 GB and ../shared/gold)"
	@echo "make accuracy  measure every set and write docs/accuracy.md (some ten minutes of one core; wants ../shared/gold)"
	@echo "make lock    pin requirements.txt and requirements-dev.txt anew"
	@echo "make venv    set up .venv with the development tools"

$(RUN): requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Verbale needs Python 3.11 or later: make PYTHON=...")'
	$(PIP) install --require-hashes --only-binary :all: -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

# No build isolation: what builds a package is pinned by hash too. The file names all that is needed, and not what
# a package wants whose data alone is used (tools/lock.py).
$(DEV): $(RUN) requirements-dev.txt
	$(PIP) install --require-hashes --no-deps --no-build-isolation -r requirements-dev.txt
	touch $@

venv: $(DEV)

demo: $(RUN)
	$(BIN)/verbale read --cases demo/pages

desk: $(DEMO)
	$(BIN)/verbale desk --store $(DEMO)

# Read once; what was judged there stays.
$(DEMO): | $(RUN)
	mkdir -p $(@D)
	rm -f $@.new
	$(BIN)/verbale add demo/pages --store $@.new
	mv $@.new $@

# For the tests of the desk; where it can neither be found nor installed, they say so and are skipped.
chromium:
	@command -v chromium >/dev/null || if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium >/dev/null \
	  || echo "Chromium could not be installed: tests in the browser are skipped"; fi

test: check chromium
	$(BIN)/python -m pytest -n 2
	$(BIN)/verbale evaluate --gate

check: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.generate --check
	$(BIN)/python -m tools.docs --check

tables: $(DEV)
	$(BIN)/python -m tools.generate

docs: $(DEV)
	$(BIN)/python -m tools.docs

shots: $(DEV) chromium
	$(BIN)/python -m tools.shots

bench: $(DEV)
	$(BIN)/python -m tools.bench

crashes: $(DEV)
	$(BIN)/python tests/crashes.py --pages 300 --kills 20

bench-ledger: $(DEV)
	$(BIN)/python tests/bench_ledger.py --articles 10000

bench-desk: $(DEV)
	$(BIN)/python tests/bench_desk.py

# In an environment of its own: torch is for training only. Folds first, so that figures are those of unseen stories.
TRAIN := $(VENV)-train
$(TRAIN)/.stamp: pyproject.toml
	test -x $(TRAIN)/bin/python || $(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip --disable-pip-version-check -qq install "pip>=25.1"
	$(TRAIN)/bin/python -m pip -qq install --group train
	touch $@

train: $(DEV) $(TRAIN)/.stamp
	$(BIN)/python -m tools.train.build build/train
	OMP_NUM_THREADS=1 $(TRAIN)/bin/python -m tools.train.fit build/train build/scorer --folds 2
	$(BIN)/python -m tools.train.calibrate build/train build/scorer
	mkdir -p src/verbale/data/scorer
	cd build/scorer && cp weights.onnx tokenizer.json columns.json card.md ../../src/verbale/data/scorer
	cp build/scorer/out-of-fold.json eval

accuracy: $(DEV)
	$(BIN)/python -m tools.accuracy

lock: $(DEV)
	$(BIN)/python -m tools.lock

clean:
	rm -rf $(VENV) $(TRAIN)
