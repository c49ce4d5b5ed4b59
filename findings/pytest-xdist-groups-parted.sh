#!/usr/bin/env bash
# pytest-xdist 3.8.0 with pytest 9.2.0: tests of one xdist_group, run with --dist loadgroup.
# Expected: one worker runs them all, as its documentation says, so that what a module's fixture makes is made once.
# Seen: each worker runs some of them and makes the fixture anew. Nothing warns; with pytest 9.1.1 one worker runs all.
# The group is written into the test's id, after an "@", and with pytest 9.2.0 the id no longer holds it.
# Open: https://github.com/pytest-dev/pytest-xdist/issues/1386
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cat > "$folder/test_group.py" <<'PYTHON'
import os
import time
from pathlib import Path

import pytest

MADE = Path(os.environ["MADE"])


@pytest.fixture(scope="module")
def shared():
    with MADE.open("a") as file:
        file.write(os.environ["PYTEST_XDIST_WORKER"] + "\n")


@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range(8))
def test_of_the_group(shared, number, request):
    time.sleep(0.2)
    print(request.node.nodeid)
PYTHON
made() { # made VERSION: the workers that made the fixture
  python3 -m venv "$folder/$1"
  "$folder/$1/bin/pip" install -q --disable-pip-version-check "pytest==$1" pytest-xdist==3.8.0
  cd "$folder"
  MADE="$folder/made-$1" "$folder/$1/bin/python" -m pytest -q -p no:cacheprovider -n 2 --dist loadgroup -rP test_group.py > "$folder/log-$1" 2>&1
  echo "pytest $1: the fixture was made by $(sort -u "$folder/made-$1" | paste -sd ' '); $(grep -c '@one$' "$folder/log-$1" || true) of 8 ids hold the group"
  [ "$(sort -u "$folder/made-$1" | wc -l)" -eq "$2" ]
}
made 9.1.1 1
made 9.2.0 2
