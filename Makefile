# hiap: `make demo` shows it, `make test` checks it. Needs make and Python 3.11 or newer, nothing else.
#
# The environment is .venv. A stamp inside it, written last, says what is installed: an interrupted installation
# leaves no stamp and the next make starts from nothing. The key in the stamp's name follows pyproject.toml and the
# folder: change the one or copy the other, and .venv is built anew.
#
# The installation is editable, so that `make test` always tests src as it stands (docs/decisions/0001).
# Every path in a target is relative, and Python is called by `-m`: folders with spaces in their name work.

PYTHONS := python3.13 python3.12 python3.11 python3
MEASURES := school-lunch smoking-cessation-support debt-relief fall-prevention cool-streets sugar-tax
RAW := ../shared/data/nl

VENV := .venv/bin/python
KEY := $(shell { pwd; cat pyproject.toml; } | cksum | cut -d ' ' -f 1)
RUNS := .venv/.installed-$(KEY)
TESTS := .venv/.installed-test-$(KEY)
BROKEN := $(shell $(VENV) -c '' 2>/dev/null || echo broken)
PIP_INSTALL := $(VENV) -m pip install --quiet --disable-pip-version-check
INSTALL_FAILED := { echo "hiap: the installation failed, see above; run make again to start afresh." >&2; exit 1; }

# What the user's shell says about other environments is not about this one.
unexport PYTHONPATH PYTHONHOME PIP_USER PIP_TARGET PIP_PREFIX

.NOTPARALLEL:
.PHONY: help demo test dev bench pack worth clean rebuild

help:
	@echo "make demo   install, appraise a package of six measures; the last line names the dossier"
	@echo "make test   install with the test extra and run every test, doctests included"
	@echo "make dev    only install with the test extra (pytest, ruff, mypy)"
	@echo "make bench  measure speed and memory and write docs/performance.md (a quarter of an hour)"
	@echo "make worth  compute what one point of a risk factor is worth, after a change of the pack (some minutes)"
	@echo "make pack   build the data pack from raw files (RAW=folder, default $(RAW))"
	@echo "make clean  remove .venv and caches; results in out/ stay"
	@echo "Another Python: make demo PYTHONS=python3.14"

demo: $(RUNS)
	$(VENV) -m hiap appraise $(MEASURES) --draws 100 --out out

test: $(TESTS)
	$(VENV) -m pytest tests src README.md

dev: $(TESTS)

pack: $(RUNS)
	$(VENV) tools/build_pack.py --raw "$(RAW)"

bench: $(RUNS)
	@$(PIP_INSTALL) --editable '.[bench]' || $(INSTALL_FAILED)
	OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 OMP_NUM_THREADS=1 $(VENV) benchmarks/measure.py

worth: $(RUNS)
	$(VENV) tools/build_sensitivities.py

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

# Names may be shims that fail, so each is run. One without venv is passed over for a later one that has it. The
# interpreter behind an active environment is used, because that environment may be the .venv about to go.
$(RUNS): pyproject.toml $(if $(BROKEN),rebuild)
	@found=; bare=; \
	for name in $(PYTHONS); do \
	  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 </dev/null || continue; \
	  bare=$${bare:-$$name}; \
	  if "$$name" -c 'import ensurepip, venv' >/dev/null 2>&1 </dev/null; then found=$$name; break; fi; \
	done; \
	if [ -z "$$bare" ]; then \
	  echo "hiap: no Python 3.11 or newer found; install python3 and python3-venv" \
	    "(Debian, Ubuntu: apt install python3-venv; macOS: brew install python)." >&2; exit 1; \
	elif [ -z "$$found" ]; then \
	  echo "hiap: $$bare has no venv; install it (Debian, Ubuntu: apt install python3-venv, or" \
	    "$$("$$bare" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])') for this very version)." >&2; exit 1; \
	fi; \
	python=$$("$$found" -c 'import sys; print(getattr(sys, "_base_executable", "") or sys.executable)'); \
	echo "hiap: installing into .venv with $$("$$python" --version), about a minute the first time"; \
	rm -rf .venv && "$$python" -m venv .venv && $(PIP_INSTALL) --editable . || $(INSTALL_FAILED)
	@echo "hiap: compiling the engine, half a minute, so that no run waits for it"
	@$(VENV) -m hiap warm || echo "hiap: not compiled now; the first run with draws does it" >&2
	@touch $@

# The first stamp goes while pip works, so that a half-done change never counts as built.
$(TESTS): $(RUNS)
	@echo "hiap: adding the test extra"
	@rm -f $(RUNS)
	@$(PIP_INSTALL) --editable '.[test]' || $(INSTALL_FAILED)
	@touch $(RUNS) $@

rebuild:
