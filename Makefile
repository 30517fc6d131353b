# Targets are listed by `make help`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
GRADING := .venv-grading
GRADING_STAMP := $(GRADING)/.installed
COURSE ?= course
TORCH ?= torch==2.13.0
# Side by side, one on each core: the tests of a file, or of a page of the site.
PYTEST = $(BIN)/python -m pytest -n auto --dist loadscope
STEP = $(GRADING)/bin/python -m tools.grading.course
ENVIRONMENT = $(PYTHON) tools/environment.py

# One thread a process: the book uses its cores by executing chapters side by side.
export OMP_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1

# shown or none, in the sheets of the built site
export SOLUTIONS ?= shown

# of an instructor's course: where its hidden tests are, and whether to grade unshielded
export EXERCISE_KEYS UNSAFE

# 1 for PyTorch's ordinary build, with CUDA, in an environment that is made anew
export GPU

.DEFAULT_GOAL := help
.PHONY: help book page test test-all test-weekly try-checks test-newest test-lowest lint format \
	claims freshness pdf offline clean release assignments collect grade formgrader \
	feedback export

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

# An environment begun by another Python, or under another name, is begun again.
ifneq ($(filter-out help clean,$(MAKECMDGOALS)),)
$(shell $(ENVIRONMENT) check $(VENV); $(ENVIRONMENT) check $(GRADING))
endif

book: $(STAMP) ## execute what changed and build _build/html/index.html [SOLUTIONS=none]
	$(BIN)/jupyter-book build . -W -n --keep-going

page: $(STAMP) ## execute and build one page, the others as they are: CHAPTER=evidence
	$(BIN)/python -m tools.page "$(CHAPTER)"

test: book lint ## lint, unit tests, tests of the built site
	$(PYTEST) -m "not slow and not weekly"

test-all: book lint try-checks ## the same, with what takes minutes
	$(PYTEST) -m "not weekly"

test-weekly: book ## what takes as long as the book: Colab, the whole PDF
	$(PYTEST) -m weekly

try-checks: $(STAMP) ## try the sheets' checks on right and wrong answers [SHEET=evidence]
	$(BIN)/python -m tools.try_checks $(if $(SHEET),--sheet $(SHEET))

RESOLUTION-newest := highest
RESOLUTION-lowest := lowest-direct
test-newest: ## test lib with the newest versions that its ranges admit [TORCH=torch]
test-lowest: ## test lib with the lowest versions that its ranges admit

# The ranges' ends are looked for by uv, and PyTorch's build before that; uv leaves what
# it finds installed.
test-newest test-lowest: test-%:
	rm -rf .venv-$*
	$(ENVIRONMENT) make .venv-$*
	$(ENVIRONMENT) torch .venv-$* "$(TORCH)"
	.venv-$*/bin/python -m pip install --progress-bar off uv pytest hypothesis "$(TORCH)"
	.venv-$*/bin/uv pip install --python .venv-$* --resolution $(RESOLUTION-$*) \
		-r pyproject.toml "$(TORCH)"
	.venv-$*/bin/python -m pip wheel -q --no-deps -w .venv-$*/wheel .
	.venv-$*/bin/uv pip install --python .venv-$* --no-deps .venv-$*/wheel/*.whl
	.venv-$*/bin/python -m pip check
	.venv-$*/bin/python -I tools/versions.py

lint: $(STAMP) ## check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(STAMP) ## repair style and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

claims: $(STAMP) ## test every claim from another root: SEED=7 [or SEEDS=7,8,9] CHAPTER=evidence
	$(BIN)/python -m tools.claims $(if $(SEED),--seed $(SEED)) \
		$(if $(SEEDS),--seeds $(SEEDS)) $(if $(CHAPTER),--chapter $(CHAPTER))

freshness: $(STAMP) ## say when each chapter was executed, how, and which are out of date
	$(BIN)/python -m tools.freshness

pdf: book ## print the whole book into _build/book.pdf
	$(BIN)/python -m tools.pdf

offline: book ## pack the site into one zip under _build/, to open without a network
	$(BIN)/python -m tools.offline

release: $(STAMP) ## write the students' notebooks of all sheets into release/
	$(BIN)/python -m tools.grading.assemble release release

assignments: $(STAMP) $(GRADING_STAMP) ## set up course/: make assignments EXERCISE_KEYS=folder
	$(BIN)/python -m tools.grading.assemble course "$(COURSE)" \
		$(if $(EXERCISE_KEYS),--keys "$(EXERCISE_KEYS)")
	$(STEP) assignments "$(COURSE)"

collect: $(GRADING_STAMP) ## take in what was handed in: make collect SUBMISSIONS=folder
	$(STEP) collect "$(COURSE)" --submissions "$(SUBMISSIONS)"

grade: $(STAMP) $(GRADING_STAMP) ## run and grade it in a sandbox [UNSAFE=1: without one]
	$(STEP) grade "$(COURSE)"

formgrader: $(GRADING_STAMP) ## grade prose, and look at what was graded, in a browser
	cd "$(COURSE)" && PYTHONPATH="$(CURDIR)" "$(CURDIR)/$(GRADING)/bin/jupyter" lab \
		--ServerApp.default_url=/formgrader

feedback: $(GRADING_STAMP) ## write a page for each student into course/feedback/
	$(STEP) feedback "$(COURSE)"

export: $(GRADING_STAMP) ## course/grades.csv; with ROSTER=file.csv Canvas's and Moodle's too
	$(STEP) export "$(COURSE)" $(if $(ROSTER),--roster "$(ROSTER)")

clean: ## remove _build, the executed chapters with it
	rm -rf _build

# Touched last, so that an install that fails is tried again.
$(STAMP): pyproject.toml constraints.txt tests/laplace-torch.txt tools/environment.py
	$(ENVIRONMENT) make $(VENV)
	$(ENVIRONMENT) torch $(VENV) "$(shell grep '^torch==' constraints.txt)"
	$(BIN)/python -m pip install --progress-bar off -c constraints.txt -e ".[book,pdf,test,cluster]"
	$(BIN)/python -m pip install --progress-bar off --no-deps -r tests/laplace-torch.txt
	touch $@

$(GRADING_STAMP): tools/grading/requirements.txt
	$(ENVIRONMENT) make $(GRADING)
	$(GRADING)/bin/python -m pip install --progress-bar off -r $<
	touch $@
