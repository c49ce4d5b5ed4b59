"""A scene as the sections under "Teach it", which its page shows in place of `{{ scene() }}`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from macros.model import ROLES, Line, Page, Scene, Section

PARTS = {
    "set-up": "Set-up",
    "clinician": "Clinician's brief",  # or of whoever plays, see `titles`
    "patient": "Patient's brief",
    "observer": "Observer ticks",
    "exchange": "A good and a poor exchange",
    "debrief": "Debrief",
    "if-it-fails": "If it fails",
}
BEFORE = (
    "Before you play.",
    "Agree a stop word. Whoever says it ends the scene at once, and need not say why. "
    "Anyone may pass, watch or swap roles, without a reason; real people matter more than the exercise.",
)
AFTER = (
    "When it ends.",
    "Step out of the role: say your own name, and one thing about today that has nothing to do with the "
    "scene. If it touched something in your own life, tell the trainer or someone you trust. Your occupational health "
    "service, your own doctor or a helpline is there too; the trainer says before the start how to reach them.",
)
SHORT = "Say the stop word and the scene ends. You may pass or swap at any time."
_KEYS: dict[str, tuple[str, ...]] = {  # of the parts that are not kept under their own names
    "clinician": ("briefs", "clinician"),
    "patient": ("briefs", "patient"),
    "observer": ("ticks",),
    "exchange": ("poor",),
}
_LISTS = ("observer", "debrief")
_CALL = re.compile(r"\{\{\s*scene\(\s*\)\s*\}\}")
SECTION = "teach"
Put = Callable[[str], str]


def role(scene: Scene, id: str) -> str:
    """Return who plays the part `clinician` or `patient`, as the name stands inside a sentence."""
    return scene.roles.get(id, id)


def brief(scene: Scene, id: str) -> str:
    """Return what the brief of a part is called inside a sentence."""
    return f"{role(scene, id)}'s brief"


def the(name: str) -> str:
    """Return a role as a sentence names it: a person's own name stands alone."""
    return name if name[0].isupper() else f"the {name}"


def begun(text: str) -> str:
    """Return a text with its first letter as a line begins."""
    return text[0].upper() + text[1:]


def titles(scene: Scene) -> dict[str, str]:
    """Return the headings of the parts, by the scene's own names for those who play."""
    return PARTS | {id: begun(brief(scene, id)) for id in ROLES}


def part(scene: Scene, id: str, put: Put = str) -> str:
    """Return the Markdown of a part, such as `observer`; `put` makes the texts safe to show."""
    if id == "exchange":
        return _exchange(scene, put)
    if id in _LISTS:
        return _list(scene.debrief if id == "debrief" else (one.tick for one in scene.ticks), put)
    return "\n\n".join(map(put, getattr(scene, id.replace("-", "_")).strip().split("\n\n")))


def markdown(scene: Scene, put: Put = str) -> str:
    """Return all parts under their headings, whose ids are permanent."""
    return "\n\n".join(
        f"### {put(title)} {{ #teach-{id} }}\n\n{part(scene, id, put)}" for id, title in titles(scene).items()
    )


def _list(texts: Iterable[str], put: Put) -> str:
    return "\n".join(f"- {put(one)}" for one in texts)


def _exchange(scene: Scene, put: Put) -> str:
    shows = f"{put(scene.shows)}\n\n" if scene.shows else ""
    return f"{shows}**Poor.**\n\n{_lines(scene.poor, put)}\n\n**Good.**\n\n{_lines(scene.good, put)}"


def _lines(lines: Iterable[Line], put: Put) -> str:
    return _list((line.text for line in lines), put)


def with_scene(page: Page, scene: Scene) -> Page:
    """Return the page with the scene's parts among its sections, each placed where it is written."""
    if not any(call.name == "scene" for call in page.calls):
        return page
    sections: list[Section] = []
    for section in page.sections:
        if section.id != SECTION:
            sections.append(section)
            continue
        sections.append(replace(section, body=_expanded(section.body, scene)))
        sections += _sections(scene, _CALL.split(section.body, maxsplit=1)[-1])
    scene.places.forget()  # of which all the others are seldom asked
    return replace(page, sections=tuple(sections))


def _sections(scene: Scene, rest: str) -> Iterable[Section]:
    """Yield the parts as sections; what follows the call on the page, such as the quiz, is in the last."""
    for id, title in titles(scene).items():
        place = scene.where(*_KEYS.get(id, (id.replace("-", "_"),)))
        body = f"\n{part(scene, id)}\n" + (rest if id == "if-it-fails" else "")
        yield Section(f"teach-{id}", title, 3, place, body, place.line)


def shown_text(page: Page, scene: Scene | None) -> str:
    """Return the page's text with its scene in place of the call, for what counts or compares words."""
    return _expanded(page.text, scene) if scene else page.text


def _expanded(text: str, scene: Scene) -> str:
    return _CALL.sub(lambda _: markdown(scene), text, count=1) if "scene(" in text else text


def written_in(page: Page, section: Section) -> bool:
    """Return whether a section stands in the page's own file."""
    return section.place.file == page.place.file
