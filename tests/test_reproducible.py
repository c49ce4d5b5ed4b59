"""The same text gives the same bytes, wherever, whenever and by whomever it is built."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.test_build import QUIET, copy_formatted, copy_project

# Two days and five hours later, as far as Python can tell.
LATER = """
import datetime, time
shift = datetime.timedelta(days=2, hours=5)
now, gmtime, localtime = time.time, time.gmtime, time.localtime
time.time = lambda: now() + shift.total_seconds()
time.gmtime = lambda seconds=None: gmtime(time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None: localtime(time.time() if seconds is None else seconds)
class Date(datetime.date):
    @classmethod
    def today(cls): return (datetime.datetime.real() + shift).date()
class DateTime(datetime.datetime):
    real = datetime.datetime.now
    @classmethod
    def now(cls, tz=None): return super().now(tz) + shift
    @classmethod
    def utcnow(cls): return super().utcnow() + shift
datetime.date, datetime.datetime = Date, DateTime
"""
HERE = {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
THERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"}


def built(root: Path, environment: dict[str, str], umask: int) -> dict[str, bytes]:
    """Every file of the site in this copy of the project, built under this environment without a hint of the date."""
    env = {**QUIET, **environment, "SITE_URL": "https://handbook.example/trust/"}
    env.pop("SOURCE_DATE_EPOCH", None)
    command = [sys.executable, "-m", "macros", "--root", str(root), "build", str(root / "site")]
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, umask=umask)
    assert done.returncode == 0, done.stdout + done.stderr
    site = root / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_two_folders_clocks_zones_locales_and_hash_seeds_give_the_same_bytes(tmp_path: Path) -> None:
    later = tmp_path / "later"
    later.mkdir()
    (later / "sitecustomize.py").write_text(LATER, "utf-8")
    there = {**THERE, "PYTHONPATH": str(later)}
    clock = [sys.executable, "-c", "import time, datetime as d; print(time.time(), d.date.today(), d.datetime.now())"]
    clocks = [
        subprocess.run(clock, env={**os.environ, **one}, capture_output=True, text=True, check=True).stdout.split()
        for one in ({"TZ": "UTC"}, {**there, "TZ": "UTC"})
    ]
    assert float(clocks[1][0]) - float(clocks[0][0]) > 2 * 86400
    assert clocks[1][1] > clocks[0][1]
    assert clocks[1][2] > clocks[0][2]
    here, elsewhere = (copy_project(tmp_path / name) for name in ("one", "a deeper/folder with spaces"))
    copy_formatted(here)  # and elsewhere they are formatted anew, which must make no difference either
    one, other = built(here, HERE, 0o022), built(elsewhere, there, 0o077)
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []
    assert any(name.endswith(".zip") or name.endswith(".imscc") for name in one)
