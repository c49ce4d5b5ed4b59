"""One browser of each engine and width for all its tests; an engine that is absent is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.host import Host
from tests.engines.drivers import ENGINES, Engine
from tests.installed import require

SIZES = {"phone": (390, 844), "desk": (1280, 900)}


def started(name: str, width: int, height: int, scripts: bool = True) -> Engine:
    """An engine; where it is absent the test is skipped by name, or fails where none may be."""
    require(name)
    return ENGINES[name](width, height, scripts)


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[Host]:
    found = Host(site, "/handbook/")
    yield found
    found.cut()


EACH = [
    pytest.param((name, size), id=f"{name}-{size}", marks=pytest.mark.xdist_group(f"{name}-{size}"))
    for name in ENGINES
    for size in SIZES
]


@pytest.fixture(scope="module", params=EACH)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    name, size = request.param
    found = started(name, *SIZES[size])
    yield found
    found.stop()
