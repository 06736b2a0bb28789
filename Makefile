# `make demo` and `make test` set up what is missing. Everything goes into .venv.

VENV ?= .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
# The newest Python that is there, from 3.11 on.
PYTHON ?= $(firstword $(foreach p,python3.13 python3.12 python3.11 python3,$(if $(shell $(p) -c 'import sys; print(sys.version_info >= (3, 11) or "")' 2>/dev/null),$(p))))

.PHONY: demo test lint format bench reports train train-encoder clean

demo: $(READY)
	@$(VENV)/bin/hria demo demo

test: $(READY)
	@$(PY) -m pytest --numprocesses auto

lint: $(READY)
	@$(VENV)/bin/ruff check
	@$(VENV)/bin/ruff format --check
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-logo

format: $(READY)
	@$(VENV)/bin/ruff check --fix
	@$(VENV)/bin/ruff format

# Pages a second and peak memory against a plain baseline; needs ../shared/corpus or CORPUS=folder.
bench: $(READY)
	@$(PY) tests/bench.py $(CORPUS)

# The worked examples in reports/, which are also the golden files of the tests.
reports: $(READY)
	@$(PY) -m pytest tests/hria/test_reports.py --update-golden

# The weights of the topic classifier, its results and the tables of its model card; needs ../shared/gold or GOLD=folder.
train: $(READY)
	@$(PY) -c 'import sklearn' 2>/dev/null || $(PY) -m pip install --quiet --constraint constraints.txt '.[train]' 2>/dev/null \
	    || uv pip install --quiet --python $(PY) --constraint constraints.txt '.[train]'
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(PY) -m nlp.topics.train $(or $(GOLD),../shared/gold)

# The weights of the encoder, the tier "onnx", in a virtual environment of its own: torch is large. About an hour of two
# cores; a run that was broken off goes on. Needs ../shared/gold or GOLD=folder.
train-encoder:
	@test -x .venv-encoder/bin/python || $(PYTHON) -m venv .venv-encoder
	@.venv-encoder/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[train-encoder]'
	@.venv-encoder/bin/python -m nlp.topics.train_encoder $(or $(GOLD),../shared/gold) $(or $(WORK),/tmp/hria-encoder)

clean:
	rm -rf $(VENV) .venv-encoder demo .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "hria needs Python 3.11 or later: apt-get install python3 python3-venv"; exit 1; }
	@if command -v uv >/dev/null 2>&1; then \
	    test -x $(PY) || uv venv --quiet --python $(PYTHON) $(VENV); \
	    uv pip install --quiet --python $(PY) --constraint constraints.txt --editable '.[dev]'; \
	else \
	    test -x $(PY) || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); sh .ci/system python3-venv && $(PYTHON) -m venv $(VENV); }; \
	    $(PY) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'; \
	fi
	@$(PY) -c 'import weasyprint' >/dev/null 2>&1 || sh .ci/system libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation
	@touch $(READY)
