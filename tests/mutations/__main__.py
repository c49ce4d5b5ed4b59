"""Write sentences.txt anew: what is said of each planted fault."""

from __future__ import annotations

import tempfile
from pathlib import Path

from macros import handbook
from tests import small_handbook
from tests.mutations import CASES, SENTENCES, SITE_CASES, checked, named, of_site, plant, sentences, told


def main() -> None:
    blocks = []
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            small_handbook.write(root)
            plant(root, told(case, handbook.load(root)))
            blocks.append("\n".join([f"# {case['fault']}", *sentences(checked(root))]))
    for case in SITE_CASES:
        with tempfile.TemporaryDirectory() as folder:
            blocks.append("\n".join([f"# {named(case)}", *map(str, of_site(Path(folder), case))]))
    SENTENCES.write_text("\n\n".join(blocks) + "\n", "utf-8")
    print(f"Wrote {SENTENCES}: read what changed with git diff.")


if __name__ == "__main__":
    main()
