# Everything a checkout needs. `make run` on a fresh machine with Python 3.11 or newer is enough.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
EXOGUIDE := $(BIN)/exoguide

FLOW := exosome-therapy
DEMO_ANSWERS := flows/$(FLOW)/stories/accept-trial-prp.toml
DEMO_OPTIONS := --practice --answers $(DEMO_ANSWERS) --show patient

# Where sizes matter most; CAMPAIGN=tests is everything, for a night.
CAMPAIGN ?= tests/faults tests/hostile tests/terminal tests/records tests/engine/test_reference.py \
  tests/check/test_proof_against_engine.py tests/check/test_against_engine.py \
  tests/check/test_changes_against_engine.py tests/check/test_random_slips.py \
  tests/flow/test_bundle.py tests/summary/test_stories.py tests/tui/test_same_log.py

# Stamps: a set-up is made again only when the locks or the packaging change, and one that was
# interrupted is not taken for whole.
VENV_READY := $(VENV)/.ready-venv
RUN_READY := $(VENV)/.ready-run
DEV_READY := $(VENV)/.ready-dev
LOCK_READY := $(VENV)/.ready-lock
AUDIT_READY := $(VENV)/.ready-audit
AUDIT := $(VENV)/audit

PIP := $(BIN)/python -m pip --disable-pip-version-check
PIP_LOCKED := $(PIP) install --quiet --require-hashes
PIP_SELF := $(PIP) install --quiet --no-deps --no-build-isolation --editable .

.PHONY: help run demo test check format readability bench campaign audit sbom pictures lock clean

help:
	@echo "make run       set up and open the program"
	@echo "make demo      set up and play the sample consultation"
	@echo "make test      the tests, reduced sizes"
	@echo "make check     format, lint, types, direction of imports"
	@echo "make readability  the patient texts that are hardest to read"
	@echo "make format    rewrite the code in the house format"
	@echo "make bench     measurements side by side with peers"
	@echo "make campaign  faults, hostile texts, terminals and proofs at full size"
	@echo "make audit     look up known weaknesses of what is inside"
	@echo "make sbom      list what is inside, as CycloneDX"
	@echo "make pictures  draw the pictures of the README again"
	@echo "make lock      compile requirements/ again"
	@echo "make clean     remove what was built; records are elsewhere and stay"

# Leaving a consultation to go on with it later ends with 1, which is no failure here; a program
# that does not start is one, so that is asked first.
run: $(RUN_READY)
	@$(EXOGUIDE) --version > /dev/null
	@$(EXOGUIDE) || test $$? -eq 1

demo: $(RUN_READY)
	@$(EXOGUIDE) start $(FLOW) $(DEMO_OPTIONS)

test: $(DEV_READY)
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(DEV_READY)
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(DEV_READY)
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

readability: $(DEV_READY)
	@$(BIN)/python -m tests.flows.readability

bench: $(DEV_READY)
	@$(BIN)/python -m benchmarks

campaign: $(DEV_READY)
	@EXOGUIDE_FULL=1 $(BIN)/python -m pytest -n 2 --dist loadgroup $(CAMPAIGN)

# The locks are compiled with the oldest Python supported, so that they hold for all. They name
# no registry: each machine asks the one it is set up for, and the hashes say what may come.
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes \
  --allow-unsafe --strip-extras --upgrade --no-annotate --no-emit-index-url \
  --no-emit-find-links --no-emit-trusted-host
GROUPS := $(BIN)/dependency-groups
RUNTIME := import tomllib; \
  print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"], sep="\n")

# Ends with 0 only when every pin was looked up and nothing is known of any; 2 without a network.
audit: $(DEV_READY) $(AUDIT_READY)
	@$(BIN)/python -m supply.audit $(AUDIT)/bin/pip-audit

sbom: $(DEV_READY)
	@$(BIN)/python -m supply.sbom

pictures: $(DEV_READY)
	@$(BIN)/python -m docs.pictures.make

lock: $(LOCK_READY)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "make lock: use Python 3.11")'
	@($(BIN)/python -c '$(RUNTIME)'; $(GROUPS) build) > $(VENV)/run.in
	@$(GROUPS) test bench lint > $(VENV)/dev.in
	@$(GROUPS) audit > $(VENV)/audit.in
	@$(GROUPS) lock > $(VENV)/lock.in
	@$(COMPILE) --output-file requirements/run.txt $(VENV)/run.in
	@$(COMPILE) --constraint requirements/run.txt --output-file requirements/dev.txt $(VENV)/dev.in
	@$(COMPILE) --constraint requirements/run.txt --constraint requirements/dev.txt --output-file requirements/audit.txt $(VENV)/audit.in
	@$(COMPILE) --constraint requirements/run.txt --constraint requirements/dev.txt --output-file requirements/lock.txt $(VENV)/lock.in

clean:
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV_READY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "exoguide needs Python 3.11 or newer; name one: make PYTHON=python3.11 ...")'
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(RUN_READY): requirements/run.txt pyproject.toml | $(VENV_READY)
	@echo "Setting up $(VENV) ..." >&2
	@$(PIP_LOCKED) --requirement requirements/run.txt
	@$(PIP_SELF)
	@touch $@

$(DEV_READY): requirements/dev.txt $(RUN_READY)
	@$(PIP_LOCKED) --requirement requirements/dev.txt
	@touch $@

$(AUDIT_READY): requirements/audit.txt | $(VENV_READY)
	@$(PYTHON) -m venv $(AUDIT)
	@$(AUDIT)/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes --requirement requirements/audit.txt
	@touch $@

$(LOCK_READY): requirements/lock.txt | $(VENV_READY)
	@$(PIP_LOCKED) --requirement requirements/lock.txt
	@touch $@
