# make demo and make test set up everything that they need in .venv
VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export OMP_NUM_THREADS = 1

.PHONY: demo test gate eval bench bench-quality train lock clean

demo: $(READY)
	$(BIN)/dateline read examples/kordofan-air-strike.md
	$(BIN)/dateline read --html demo.html $(filter-out examples/README.md,$(wildcard examples/*.*))
	@echo "demo.html holds the same reports with their records marked in the text"
	rm -f demo.db demo.db-wal demo.db-shm
	$(BIN)/dateline add demo.db $(filter-out examples/README.md,$(wildcard examples/*.*))
	$(BIN)/dateline search demo.db "cease-fire" --limit 3
	$(BIN)/dateline origins demo.db
	$(BIN)/dateline stands demo.db Russia
	@echo "demo.db is a casebook of these reports: try dateline show, who, disputes, timeline, camps and export on it"

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

# the floors on the annotated reports of ../shared, where they are
gate: $(READY)
	$(BIN)/python bench/evaluate.py --only gold

eval: $(READY)
	$(BIN)/python bench/evaluate.py

bench: $(READY)
	$(BIN)/python bench/speed.py

# dateline beside spaCy, textacy and a keyword coder, in an environment of its own: bench/quality.md
bench-quality: .bench-quality/.ready
	.bench-quality/bin/python bench/quality.py

.bench-quality/.ready: bench/requirements-quality.txt pyproject.toml
	$(PYTHON) -m venv .bench-quality
	.bench-quality/bin/pip install --quiet --disable-pip-version-check --requirement bench/requirements-quality.txt --editable .
	touch $@

train:
	$(PYTHON) -m venv .training/venv
	.training/venv/bin/pip install --quiet --editable . --requirement training/requirements.txt
	PYTHONPATH=src .training/venv/bin/python training/train.py --encoder e5-small --layers 9 --epochs 4 --seed 3 --out .training/reader
	PYTHONPATH=src .training/venv/bin/python training/train.py --encoder e5-small --layers 9 --epochs 3.5 --seed 4 --start .training/reader/checkpoint.pt --out .training/second
	PYTHONPATH=src .training/venv/bin/python training/average.py .training/reader/checkpoint.pt .training/second/checkpoint.pt --share 0.6 --out .training/averaged/checkpoint.pt
	PYTHONPATH=src .training/venv/bin/python training/annotations.py .training/annotated
	PYTHONPATH=src .training/venv/bin/python training/train_markings.py .training/annotated --checkpoint .training/averaged/checkpoint.pt --out .training/marked/checkpoint.pt
	PYTHONPATH=src .training/venv/bin/python training/export.py --checkpoint .training/marked/checkpoint.pt --evaluate

lock:
	$(PYTHON) -m venv .training/lock
	.training/lock/bin/pip install --quiet pip-tools
	.training/lock/bin/pip-compile --quiet --extra dev --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements.lock pyproject.toml

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache demo.html demo.db demo.db-wal demo.db-shm
