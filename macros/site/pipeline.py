"""From docs/ to site/: check, build, check what was built, and only then take the old site's place."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from macros import handbook
from macros.builders.run import run_builder
from macros.checks.limits import check_within_limits
from macros.handbook.versions import of_page
from macros.model import Diagnostic, Library
from macros.site.atomic_publish import replace, workspace
from macros.site.compress import compress
from macros.site.in_a_copy import in_a_copy


def build(
    root: Path,
    site: Path,
    builder: str = "mkdocs",
    say: Callable[[str], None] = print,
    keep: bool = True,
    packed: bool = False,
) -> list[Diagnostic]:
    """Build the site into `site`; on any failing finding, give them all and leave the last good site as it was.

    Devices may keep the site if `keep`; if `packed`, each text file also comes as .gz and .br.
    """
    began = time.monotonic()
    findings, _, checked = check_within_limits(root, date.today())
    if failing(findings):
        return findings
    found = handbook.load(root)
    for path in found.pages:
        of_page(found, path)  # which each copy below asks for
    with workspace(site, say) as fresh:
        for line in in_a_copy(_exported, found):
            say(line)
        say(f"Checked {len(found.pages)} pages. Building them with {builder}, about a second for every ten ...")
        problems = run_builder(root, fresh, builder, checked) or in_a_copy(_completed, found, fresh, keep)
        if not failing(problems):
            if packed:
                say(f"Packed {compress(fresh)} files as .gz and .br.")
            replace(site, fresh)
            say(f"Built, finished and checked {len(found.pages)} pages in {time.monotonic() - began:.0f} s.")
        return findings + problems


# Both load their libraries in the copy that needs them: in every other they would take 6 MiB.


def _exported(found: Library) -> Iterable[str]:
    """Write the files for others; gives why some are left out."""
    from macros.exports.write import export

    return export(found).left_out


def _completed(found: Library, site: Path, keep: bool) -> list[Diagnostic]:
    """Complete the site; gives what is wrong with it then."""
    from macros.checks.built_site import check_built
    from macros.site.completion import complete

    complete(found, site, keep)
    return check_built(found, site)


def failing(findings: list[Diagnostic]) -> bool:
    return any(finding.fails for finding in findings)
