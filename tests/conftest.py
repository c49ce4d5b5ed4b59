"""What the tests share: a small good handbook, this project, and its built site."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.site.build import build
from tests import small_handbook

PROJECT = Path(__file__).parent.parent


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A small handbook without a fault, to be read or spoiled."""
    small_handbook.write(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real handbook, built as it is published, in a folder of its name so that it can be served under a path too."""
    folder: Path = tmp_path_factory.mktemp("built") / "handbook"
    assert [str(one) for one in build(PROJECT, folder, say=lambda _: None) if one.fails] == []
    return folder
