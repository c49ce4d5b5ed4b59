"""The scene of an article, with what keeps those who play it from harm."""

from __future__ import annotations

from macros.handbook.resolve import require
from macros.handbook.scenes import markdown
from macros.model import Library, Page, Scene
from macros.render.text import plain

_RULES = (
    "**Before you play.** Agree a stop word. Whoever says it ends the scene at once, and need not say why. "
    "Anyone may pass, watch or swap roles, without a reason; real people matter more than the exercise.",
    "**When it ends.** Step out of the role: say your own name, and one thing about today that has nothing to do with the "
    "scene. If it touched something in your own life, tell the trainer or someone you trust. Your occupational health "
    "service, your own doctor or a helpline is there too; the trainer says before the start how to reach them.",
)
SHORT = "Say the stop word and the scene ends. You may pass or swap at any time."


def scene(library: Library, page: Page) -> str:
    """This page's scene: rules that keep players safe, then its parts under their permanent ids."""
    require("KB303", "scene", page.id, library.scenes)
    found = library.scenes[page.id]
    return "\n\n".join([*rules(found), markdown(found, plain)])


def rules(scene: Scene) -> list[str]:
    """The content note, if there is one, and the rules for whoever leads the scene."""
    return [*note(scene), *(f"{rule}\n{{ .before-play }}" for rule in _RULES)]


def note(scene: Scene) -> list[str]:
    """What players should know before they agree to play."""
    return [f"**Content note.** {plain(scene.content_note)}\n{{ .before-play }}"] if scene.content_note else []
