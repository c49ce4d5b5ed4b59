"""What the tests share: a small good handbook, and this project."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import handbook

PROJECT = Path(__file__).parent.parent


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A small handbook without a fault, to be read or spoiled."""
    handbook.write(tmp_path)
    return tmp_path
