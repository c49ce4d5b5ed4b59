"""KB417 to KB422 and KB437: scenes reach their ticks, act on their dangers, and warn those who play."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.checks.rule import Found, Rule, again
from macros.handbook.did_you_mean import did_you_mean
from macros.handbook.sentences import by_kind
from macros.model import Library, Scene, Tick

_TODAY = re.compile(
    r"\b(today|tonight|now|at once|straight away|this (?:morning|afternoon|evening|minute)|immediately|999|911|112|"
    r"ambulance|emergency|before (?:you|she|he|they|we) (?:go|leave))\b",
    re.IGNORECASE,
)
_HARD = re.compile(
    r"\b(suicid\w*|self-harm\w*|overdos\w*|end(?:ing|ed)? (?:my|her|his|their|your) life|rather not be here|better off dead|"
    r"violen\w*|abus\w*|beaten|(?:beat|hit|hits|hitting|kick(?:s|ed)?) (?:me|her|him|you)|rap(?:e|ed|ist)|assault\w*|"
    r"stillb\w+|miscarr\w*|racis\w*|racial\w*|slur|"
    r"(?:baby|babies|child|daughter|son|twins?)\b[^.\"]{0,30}\b(?:died|dead|death|dies|dying)|"
    r"(?:death|loss) of (?:a|her|his|their|your|my) (?:baby|child|daughter|son))\b",
    re.IGNORECASE,
)


def _ticks(library: Library) -> Iterator[tuple[Scene, Tick]]:
    return ((scene, tick) for scene in library.scenes.values() for tick in scene.ticks)


class UnknownLine(Rule):
    """A tick met by a line that is not in the good exchange, or one that is both met and not shown."""

    code = "KB417"
    message = by_kind(
        unknown="The good exchange has no line '{id}'. {near}",
        both="This tick has both 'met_by' and 'shown: false'. Keep one of the two.",
    )

    def find(self, library: Library) -> Found:
        for scene, tick in _ticks(library):
            known = [line.id for line in scene.good if line.id]
            for index, id in enumerate(tick.lines):
                if id not in known:
                    near = did_you_mean(id, known)
                    yield tick.where("met_by", index), {"kind": "unknown", "id": id, "near": near}
            if tick.lines and not tick.shown:
                yield tick.where("shown"), {"kind": "both"}


class UnmetTick(Rule):
    """A tick that no line of the good exchange meets, without a word that it is not shown."""

    code = "KB418"
    message = (
        "No line of the good exchange meets this tick. Give the line that does an 'id' and name it in 'met_by'; "
        "or write such a line; or 'shown: false', and in 'shows' which part is shown."
    )

    def find(self, library: Library) -> Found:
        for _, tick in _ticks(library):
            if not tick.lines and tick.shown:
                yield tick.where("tick"), {}


class SilentPart(Rule):
    """A tick that is not shown in a scene that does not say which part is, or that shows no tick at all."""

    code = "KB419"
    message = by_kind(
        silent="The good exchange leaves this out and nothing says so. Add 'shows:' with the part that is shown.",
        none="No tick is shown. An exchange that meets none of its ticks teaches nothing: write the lines.",
    )

    def find(self, library: Library) -> Found:
        for scene in library.scenes.values():
            left_out = [tick for tick in scene.ticks if not tick.shown]
            if left_out and not scene.shows:
                yield left_out[0].where("shown"), {"kind": "silent"}
            if left_out and len(left_out) == len(scene.ticks):
                yield scene.where("ticks"), {"kind": "none"}


class SameLine(Rule):
    """Two lines of a good exchange with one id."""

    code = "KB420"
    message = "The id '{id}' is used twice in this exchange. Give this line its own."

    def find(self, library: Library) -> Found:
        for scene in library.scenes.values():
            named = (line for line in scene.good if line.id)
            yield from ((line.where("id"), {"id": line.id}) for line, _ in again(named, lambda line: line.id))


class IdleDanger(Rule):
    """A scene whose hidden fact is dangerous, without a tick and a line that act on it today."""

    code = "KB421"
    message = (
        "The hidden fact of this scene is a danger, and no tick is met by a line that acts on it today. Write a tick, "
        "and a line that says what is done now or today, and name it in 'met_by'."
    )

    def find(self, library: Library) -> Found:
        for scene in library.scenes.values():
            said = {line.id: line.text for line in scene.good if line.id}
            met = (said.get(id, "") for tick in scene.ticks for id in tick.lines)
            if scene.danger and not any(_TODAY.search(text) for text in met):
                yield scene.where("danger"), {}


class NoContentNote(Rule):
    """A scene that speaks of violence, suicide, abuse, the death of a child or racism, and does not say so first."""

    code = "KB422"
    message = "This scene speaks of something that can hurt those who play: '{word}'. Add 'content_note:' and name it."

    def find(self, library: Library) -> Found:
        for scene in library.scenes.values():
            if found := _hard(scene) if not scene.content_note else None:
                yield scene.where(found[0]), {"word": found[1]}


def _hard(scene: Scene) -> tuple[str, str] | None:
    """Return the first key of a scene that holds a hard word, and the word."""
    texts = [("set_up", scene.set_up), ("briefs", scene.clinician), ("briefs", scene.patient)]
    texts += [("poor", line.text) for line in scene.poor] + [("good", line.text) for line in scene.good]
    return next(((key, found[0]) for key, text in texts if (found := _HARD.search(text))), None)


class SilentRole(Rule):
    """A name for a part that nobody in the exchanges bears, or that the part has anyway."""

    code = "KB437"
    message = by_kind(
        unheard="Nobody called '{name}' speaks in the exchanges. Name this part as the line 'who:' does, in lower case unless it is a person's own name. {near}",
        usual="This part is called '{name}' anyway. Leave the line out.",
    )

    def find(self, library: Library) -> Found:
        for scene in library.scenes.values():
            heard = {line.who.casefold() for line in (*scene.poor, *scene.good)}
            for role, name in scene.roles.items():
                if name.casefold() == role:
                    yield scene.where("roles", role), {"kind": "usual", "name": name}
                elif name.casefold() not in heard:
                    near = did_you_mean(name, sorted(heard))
                    yield scene.where("roles", role), {"kind": "unheard", "name": name, "near": near}
