# The verbs of the handbook. `make` alone prints them.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: help handbook html pdf serve live check test test-quick lint lock audit linkcheck verapdf pictures \
	bench-build bench-pages bench-search bench-pdf clean

help: ## print this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

$(VENV)/.ready: requirements.txt
	@echo "Making $(VENV)/ with the pinned requirements (once) ..."
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt $(VENV)/.ready
	@echo "Adding what tests and linters need ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.txt
	@touch $@

handbook: $(VENV)/.ready ## build the website and the PDF guides
	@$(PY) -m handbook build

html: $(VENV)/.ready ## build the website alone
	@$(PY) -m handbook build --only html

pdf: $(VENV)/.ready ## build the PDF guides alone
	@$(PY) -m handbook build --only pdf

serve: $(VENV)/.ready ## show the built website at http://127.0.0.1:8000
	@$(PY) -m handbook serve

live: $(VENV)/.ready ## edit with live preview at http://127.0.0.1:8000
	@$(PY) -m handbook live

check: $(VENV)/.ready ## check the ledger and the pages
	@$(PY) -m handbook check

test: $(VENV)/.ready-dev ## run every test (installs a browser and Java where it can)
	@$(PY) tests/prepare.py
	@$(PY) -m pytest -n auto --dist loadgroup

test-quick: $(VENV)/.ready-dev ## run the tests on one page of each type
	@$(PY) tests/prepare.py
	@$(PY) -m pytest -n auto --dist loadgroup -m "not full"

pictures: $(VENV)/.ready-dev ## draw the stored pictures of the website anew
	@$(PY) tests/prepare.py
	@HANDBOOK_PICTURES=draw $(PY) -m pytest -q tests/site/test_pictures.py

lint: $(VENV)/.ready-dev ## check style and types
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy

lock: ## pin requirements*.txt anew from pyproject.toml (needs uv)
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
		pyproject.toml -o requirements.txt
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	@for file in requirements.txt requirements-dev.txt; do \
		{ echo "# Pinned by \`make lock\` from pyproject.toml. Do not edit by hand."; cat $$file; } > $$file.new && mv $$file.new $$file; \
	done

verapdf: $(VENV)/.ready ## check the PDF guides with veraPDF's own model (needs Debian's Java)
	@$(PY) tests/guide/verapdf/check.py

bench-build: $(VENV)/.ready ## measure how the build grows beside other engines (needs the network)
	@$(PY) bench/build/measure.py

bench-pages: $(VENV)/.ready ## measure pages with Lighthouse beside other engines (needs the network, nginx, npm)
	@$(PY) bench/pages/measure.py

bench-pdf: $(VENV)/.ready ## measure the PDF guide beside Sphinx's LaTeX builder
	@$(PY) bench/pdf/measure.py

clean: ## remove what was built
	@rm -rf build

# One line in place of hundreds where there is no network.
reach = $(PY) -c 'import sys, urllib.request as web; web.urlopen(sys.argv[1], timeout=30)' $(1) 2>/dev/null || \
	{ echo "make $@: no verdict, since $(1) cannot be reached from here" >&2; exit 1; }

audit: $(VENV)/.ready ## look for known faults in the pinned packages (needs the network)
	@$(call reach,https://pypi.org/pypi/pip/json)
	@$(PY) -m venv build/.audit
	@build/.audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.9.0
	@build/.audit/bin/pip-audit --require-hashes --disable-pip -r requirements.txt -r requirements-dev.txt

linkcheck: $(VENV)/.ready ## try every external link (needs the network)
	@$(call reach,https://www.iana.org/)
	@$(PY) -m sphinx -b linkcheck -q -c . -d build/.links/doctrees docs build/.links/out

bench-search: $(VENV)/.ready-dev ## measure the search beside MiniSearch, Pagefind and Sphinx (needs the network)
	@$(PY) tests/prepare.py
	@$(PY) bench/search/run.py
