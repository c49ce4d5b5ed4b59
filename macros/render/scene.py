"""The scene of an article, with what keeps those who play it from harm."""

from __future__ import annotations

from macros.handbook.resolve import require
from macros.handbook.scenes import AFTER, BEFORE, markdown
from macros.model import Library, Page, Scene
from macros.render.text import plain


def scene(library: Library, page: Page) -> str:
    """This page's scene: rules that keep players safe, then its parts under their permanent ids."""
    require("KB303", "scene", page.id, library.scenes)
    found = library.scenes[page.id]
    return "\n\n".join([*rules(found), markdown(found, plain)])


def rules(scene: Scene) -> list[str]:
    """Return the content note, if there is one, and the rules for whoever leads the scene."""
    return [*note(scene), *(f"**{name}** {rule}\n{{ .before-play }}" for name, rule in (BEFORE, AFTER))]


def note(scene: Scene) -> list[str]:
    """Return what players should know before they agree to play."""
    return [f"**Content note.** {plain(scene.content_note)}\n{{ .before-play }}"] if scene.content_note else []
