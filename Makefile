# Everything starts from here: `make run` opens the coach, `make test` checks it.

# Programs are measured and tested as they are installed, with their bytecode.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

# Tests of the whole program mostly wait, so that twice as many as cores fit.
CORES := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
WORKERS := $(shell expr 2 \* $(CORES))

.PHONY: run demo test quick lint types contracts tests test-pythons test-dates bench routine snapshots pictures figures json film lock dist deb clean

run: $(VENV)/installed
	@$(BIN)/coach

demo: $(VENV)/installed
	@$(BIN)/coach demo

test: lint types contracts tests test-pythons

QUICK := $(addprefix tests/, domain wording core config journal)

# What to run between two changes: the rules, the day and the journal, without their long searches.
quick: $(VENV)/installed-dev
	$(BIN)/pytest -n auto -m "not slow" --hypothesis-profile quick $(QUICK)

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed-dev
	$(BIN)/mypy

contracts: $(VENV)/installed-dev
	$(BIN)/lint-imports

tests: $(VENV)/installed-dev
	@tests/install-real-parts
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

# The quick part of the tests, on each other Python that is found.
test-pythons: $(VENV)/installed-dev
	@tests/on-other-pythons

# The tests that ask the machine's clock, on odd dates and in odd zones.
test-dates: $(VENV)/installed-dev
	@tests/install-real-parts
	$(BIN)/python tests/at_other_dates.py -n auto

bench: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks

# Writes the shipped routine as JSON, from which it is read; do so after a change of it.
routine: $(VENV)/installed-dev
	$(BIN)/python tests/shipped_routine.py

# Draws the screens anew where a change of their look is meant; look at the pictures.
snapshots: $(VENV)/installed-dev
	$(BIN)/pytest tests/tui --snapshot-update

# Draws all pictures in README and docs anew, and films the morning; look at each.
pictures: figures film
	$(BIN)/python tests/document_pictures.py

# Draws the sheet of all figures in docs/figures.md anew; look at it.
figures: $(VENV)/installed-dev
	$(BIN)/python tests/figure_sheet.py

# Writes the page of all fields of `--json`.
json: $(VENV)/installed-dev
	$(BIN)/python tests/json_page.py

# Looks for newer releases of all that Coach and its tests need, and writes down their hashes.
lock: | $(VENV)/bin/python
	$(PIP) uv
	$(BIN)/uv lock --quiet --upgrade
	$(EXPORT) --extra sound --extra push --output-file requirements/coach.txt
	$(EXPORT) --extra dev --output-file requirements/dev.txt

EXPORT := $(BIN)/uv export --quiet --locked --no-emit-project

# Builds what is released, twice, and compares.
dist: $(VENV)/installed-dev
	$(BIN)/python packaging/dist.py

# Packs what make dist built for Debian; needs debhelper, lintian and python3-pip.
deb: dist
	packaging/build-deb

# Films the morning at the head of README anew; watch it in a browser.
film: $(VENV)/installed-dev
	$(BIN)/python tests/session_film.py

clean:
	rm -rf $(VENV) $(VENV)-3.* build dist

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# As it was tested; where a part has no wheel, without tones and phones, in the newest releases.
$(VENV)/installed: pyproject.toml requirements/coach.txt | $(VENV)/bin/python
	@echo "Installing Coach into $(VENV) ..."
	@$(PIP) --require-hashes --requirement requirements/coach.txt 2>/dev/null || true
	@$(PIP) --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml requirements/dev.txt | $(VENV)/bin/python
	@echo "Installing Coach and its tests into $(VENV) ..."
	@$(PIP) --no-deps --require-hashes --requirement requirements/dev.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/installed
