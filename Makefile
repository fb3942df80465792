# Every target sets up .venv by itself and does nothing when it is current.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help run test ui bench lint format docs clean

help: ## print this
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/run.stamp ## run the whole pipeline on data/sample and print what came out
	$(BIN)/hearsay run

test: .venv/test.stamp ## run the tests
	$(BIN)/python -m pytest

ui: .venv/ui.stamp ## start Dagster's page
	$(BIN)/hearsay ui

bench: .venv/bench.stamp ## measure quality and speed (needs a folder of benchmarks)
	$(BIN)/python -m benchmarks

lint: .venv/test.stamp ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/test.stamp ## put the code into the project's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/run.stamp ## write docs/tables.md anew from pipeline/tables.py
	$(BIN)/python -m pipeline.tables_page

clean: ## remove .venv and everything that was computed
	rm -rf .venv data/landing data/lake data/hearsay.duckdb data/report.html data/views data/show data/.dagster

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13) and "hearsay needs Python 3.11 to 3.13: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.venv/run.stamp: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) --editable .
	@touch $@

.venv/ui.stamp: .venv/run.stamp
	$(PIP) --editable '.[ui]'
	@touch $@

.venv/test.stamp: .venv/run.stamp .ci/system-packages
	.ci/system-packages
	$(PIP) --editable '.[test]'
	@touch $@

.venv/bench.stamp: .venv/run.stamp
	$(PIP) --editable '.[bench]'
	@touch $@
