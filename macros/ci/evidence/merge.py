"""Brings what is recorded of a source up to date: what a person considered stays, and silence takes nothing away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from macros.ci.evidence.notice_kinds import Said
from macros.model import Notice, SourceMap, Status

_UNTIL_CONSIDERED = ("changed",)  # what only a look can tell, and the next look no longer does


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at one source gave: who answered, what they said, and whether all that should know it answered."""

    said: tuple[Said, ...]
    answered: frozenset[str]
    whole: bool
    page: Mapping[str, str]


def merged(id: str, before: Status | None, looked: Looked, today: str) -> Status:
    old = before.notices if before else ()
    fresh = [_noticed(one, old, looked, today) for one in _grouped(looked.said)]
    matched = {id_ for one in fresh if (id_ := _key_in(old, one)) is not None}
    kept = [
        replace(one, by=rest)
        for index, one in enumerate(old)
        if index not in matched and (rest := _still(one, looked)) and not _done(one)
    ]
    confirmed = today if looked.whole else before.confirmed if before else ""
    notices = tuple(sorted([*fresh, *kept], key=lambda one: (one.seen, one.kind, one.link)))
    return Status(id=id, confirmed=confirmed, notices=notices, page=dict(looked.page), places=SourceMap(""), keys=())


def _still(one: Notice, looked: Looked) -> tuple[str, ...]:
    """Return who still says so: a service that answered and did not repeat it has taken it back."""
    return one.by if one.kind in _UNTIL_CONSIDERED else tuple(by for by in one.by if by not in looked.answered)


def _done(one: Notice) -> bool:
    return one.kind in _UNTIL_CONSIDERED and bool(one.considered)


def _grouped(said: Iterable[Said]) -> list[tuple[Said, tuple[str, ...]]]:
    """Return notices with all the services that give each; one without a link joins one of its kind that has one."""
    groups: list[list[Said]] = []
    for one in sorted(said, key=lambda one: (one.kind, not one.link, one.link, one.by)):
        for group in groups:
            if _same(group[0].kind, group[0].link, one.kind, one.link):
                group.append(one)
                break
        else:
            groups.append([one])
    return [_together(group) for group in groups]


def _together(group: list[Said]) -> tuple[Said, tuple[str, ...]]:
    """Return a notice as all who give it do, with the most exact date; OpenAlex alone is no proof of a retraction."""
    by = tuple(dict.fromkeys(one.by for one in group))
    kind = "retraction-alone" if group[0].kind == "retraction" and by == ("openalex",) else group[0].kind
    return replace(group[0], kind=kind, date=max((one.date for one in group), key=len)), by


def _same(kind: str, link: str, other_kind: str, other_link: str) -> bool:
    return kind == other_kind and (link == other_link or not link or not other_link)


def _noticed(group: tuple[Said, tuple[str, ...]], old: tuple[Notice, ...], looked: Looked, today: str) -> Notice:
    one, by = group
    was = next((was for was in old if _same(was.kind, was.link, one.kind, one.link)), None)
    silent = tuple(service for service in was.by if service not in (*looked.answered, *by)) if was else ()
    again = was is not None and not _done(was)
    return Notice(
        kind=one.kind,
        link=one.link or (was.link if was else ""),
        date=one.date or (was.date if was else ""),
        by=(*by, *silent),
        seen=was.seen if was and again else today,
        considered=was.considered if was and again else "",
        places=SourceMap(""),
        keys=(),
    )


def _key_in(old: tuple[Notice, ...], one: Notice) -> int | None:
    return next((index for index, was in enumerate(old) if _same(was.kind, was.link, one.kind, one.link)), None)
