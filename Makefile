# The project's commands. Each does its own set-up; nothing is needed but Python 3.11+, git and make.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NODE_READY := node_modules/.ready

# Tests start hundreds of programs of ours; where the environment forbids to keep them compiled, each would compile them anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help serve site build check watch fix test lint bench links audit new lock clean

help:  ## say what each command does
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/\t/' | expand -t 10

serve: $(READY)  ## serve the site on this machine, rebuilt on every saved change
	@$(BIN)/kb serve --port $(PORT)

site: $(READY)  ## check, build into site/, check what was built; the same text gives the same bytes
	@$(BIN)/kb build

build: site

check: $(READY)  ## list everything that is wrong in docs/, in seconds
	@$(BIN)/kb check

watch: $(READY)  ## list it again on every saved change; editors run this
	@$(BIN)/kb watch

fix: $(READY)  ## apply the safe automatic fixes, then list what is left
	@$(BIN)/kb check --fix

test: $(READY) $(if $(TESTS),,lint)  ## lint and run every test, or run some: make test TESTS=tests/browser
	@$(BIN)/python -m tests.chromium
	@$(BIN)/python -m tests.installed
	@$(BIN)/python -m pytest -n auto --dist loadgroup $(TESTS)

lint: $(READY) $(NODE_READY)  ## check style, types and workflows, and that browsers of the baseline know every rule and call
	@$(BIN)/ruff check -q . && $(BIN)/ruff format -q --check . && $(BIN)/mypy
	@$(BIN)/python -m tests.node npm run --silent lint
	@$(BIN)/actionlint -shellcheck $(BIN)/shellcheck .github/workflows/*.yml
	@$(BIN)/zizmor --quiet --offline --pedantic .github

bench: $(READY)  ## measure, and write benchmarks/RESULTS.md
	@$(BIN)/python -m benchmarks

links: build  ## look at every link to other sites, and write links.json for kb ci links
	@$(BIN)/lychee --config .github/lychee.toml --format json --output links.json site || [ $$? = 2 ]
	@$(BIN)/kb ci links links.json

audit: $(READY)  ## look for known vulnerabilities in what is installed
	@$(BIN)/python -m venv .cache/audit && .cache/audit/bin/python -m pip install -q pip-audit
	@.cache/audit/bin/pip-audit --strict --require-hashes --disable-pip -r requirements.txt

new: $(READY)  ## write a new article: make new ARTICLE=rapport/greet-by-name
	@$(BIN)/kb new article $(ARTICLE)

lock: $(READY)  ## renew requirements.txt with hashes for every platform
	@$(BIN)/python -m pip install -q uv
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate \
	  --python-version 3.11 --extra dev --upgrade pyproject.toml -o requirements.txt

clean:  ## remove what can be made again
	rm -rf $(VENV) node_modules site .cache build *.egg-info

# An editor may set up while somebody types make: the second waits, and then finds all done.
define ALONE
import contextlib, fcntl, os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
lock = os.open("Makefile", os.O_RDONLY)
os.set_inheritable(lock, True)
with contextlib.suppress(OSError):
    fcntl.flock(lock, fcntl.LOCK_EX)
os.execvp(sys.argv[1], sys.argv[1:])
endef
export ALONE

# What the linters of styles and scripts need; node itself comes with the Python packages.
$(NODE_READY): package-lock.json package.json | $(READY)
	@$(BIN)/python -m tests.node npm ci --loglevel=error --ignore-scripts --no-audit --no-fund
	@touch $@

$(READY): requirements.txt pyproject.toml
ifndef IS_ALONE
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@echo "Setting up (once, about a minute) ..."
	@$(PYTHON) -c "$$ALONE" $(MAKE) -s IS_ALONE=1 $@
else
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	  && apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null; } || \
	  { echo "Python's venv module is missing. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
endif
