"""KB434: every drawing is shown somewhere. What may stand in one is checked while it is read (KB431 to KB433)."""

from __future__ import annotations

from macros.checks.rule import Found, Rule
from macros.model import Library


class UnusedPicture(Rule):
    """A picture in `docs/_data/pictures/` that no page shows."""

    code = "KB434"
    message = 'No page shows this picture. Write {{{{ picture("{id}") }}}} where it helps, or remove the file.'

    def find(self, library: Library) -> Found:
        shown = {
            call.args[0]
            for page in library.pages.values()
            for call in page.calls
            if call.name == "picture" and call.args
        }
        for id, picture in library.pictures.items():
            if id not in shown:
                yield picture.place, {"id": id}
