# Two commands for everyone: `make learn` and `make test`. The rest is for those who change the code.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
DOCS_STAMP := $(VENV)/.installed-docs
RELEASE_STAMP := $(VENV)/.installed-release

.PHONY: learn test check format bench fuzz picture fidelity docs pins audit clean

learn: $(RUN_STAMP)
	@$(BIN)/tutor

test: $(DEV_STAMP)
	@$(BIN)/python -m pytest -q -n auto

check: $(DEV_STAMP)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/mypy assets/*.py
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m tests.unused
	@$(BIN)/tutor pack check lessons/services
	@$(BIN)/tutor pack check lessons/mail

format: $(DEV_STAMP)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix-only -q .

bench: $(DEV_STAMP)
	@$(BIN)/python -m tests.bench

fuzz: $(DEV_STAMP)
	@$(BIN)/python -m tests.fuzz

picture: $(DEV_STAMP)
	@$(BIN)/python assets/layers.py
	@$(BIN)/python assets/ways.py
	@$(BIN)/python assets/picture.py
	@$(BIN)/python assets/recording.py

fidelity: $(DEV_STAMP)
	@$(BIN)/python -m tests.oracle.fidelity

docs: $(DOCS_STAMP)
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "The documentation is in site/; read it with: $(BIN)/python -m http.server -b 127.0.0.1 -d site"

$(RUN_STAMP): pyproject.toml
	@sh .ci/venv $(PYTHON) $(VENV) .
	@touch $@

$(DEV_STAMP): pyproject.toml
	@sh .ci/venv $(PYTHON) $(VENV) . dev
	@touch $@ $(RUN_STAMP)

$(DOCS_STAMP): pyproject.toml
	@sh .ci/venv $(PYTHON) $(VENV) . docs
	@touch $@ $(RUN_STAMP)

$(RELEASE_STAMP): pyproject.toml
	@sh .ci/venv $(PYTHON) $(VENV) . release
	@touch $@ $(RUN_STAMP)

pins: $(RELEASE_STAMP)
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate \
		--group dev --group build --custom-compile-command 'make pins' -o .ci/requirements.txt pyproject.toml

audit: $(RELEASE_STAMP)
	@$(BIN)/pip-audit --require-hashes --disable-pip -r .ci/requirements.txt

clean:
	rm -rf $(VENV) dist build site .mypy_cache .ruff_cache .pytest_cache
