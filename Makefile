# Targets are listed by `make help`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# One thread a process: the book uses its cores by executing chapters side by side.
export OMP_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1

.DEFAULT_GOAL := help
.PHONY: help book test test-all lint format claims clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

book: $(STAMP) ## execute what changed and build _build/html/index.html
	$(BIN)/jupyter-book build . -W -n --keep-going

test: book lint ## lint, unit tests, tests of the built site
	$(BIN)/python -m pytest -m "not slow"

test-all: book lint ## the same, with the tests that take minutes
	$(BIN)/python -m pytest

lint: $(STAMP) ## check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(STAMP) ## repair style and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

claims: $(STAMP) ## test every claim from another root: make claims SEED=7 CHAPTER=evidence
	$(BIN)/python -m tools.claims \
		$(if $(SEED),--seed $(SEED)) $(if $(CHAPTER),--chapter $(CHAPTER))

clean: ## remove _build, the executed chapters with it
	rm -rf _build

# Touched last, so that an install that fails is tried again.
$(STAMP): pyproject.toml constraints.txt tests/laplace-torch.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --progress-bar off -c constraints.txt -e ".[book,test,cluster]"
	$(BIN)/python -m pip install --progress-bar off --no-deps -r tests/laplace-torch.txt
	touch $@
