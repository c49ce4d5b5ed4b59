"""KB426, KB427 and KB440 to KB442: groups, topics and stages hold the articles and entries that belong to them."""

from __future__ import annotations

from macros.checks.rule import Found, Rule, again
from macros.handbook.adaptations import adaptations
from macros.handbook.sentences import by_kind
from macros.handbook.unreadable import spoilt
from macros.model import ONLY_ARTICLES, Library


class NoTopic(Rule):
    """An article that no topic of its pillar holds, though that pillar has topics."""

    code = "KB440"
    message = (
        "No topic in docs/_data/topics.yml contains '{id}', so its pillar's page would not show it where it belongs. "
        "Add it to one of these: {topics}."
    )

    def find(self, library: Library) -> Found:
        held = {id for topic in library.topics for id in topic.articles}
        for article in library.articles.values():
            topics = [one.id for one in library.topics if one.pillar == article.page.folder]
            if topics and article.id not in held:
                yield article.page.place, {"id": article.id, "topics": topics}


class WrongTopic(Rule):
    """An article that a second topic holds, or a topic of another pillar; two topics with one id."""

    code = "KB441"
    message = by_kind(
        id="The id '{id}' is used twice in this file. Give this topic its own.",
        twice="'{id}' is in the topic '{other}' as well. Keep it in one of them.",
        pillar="'{id}' is an article of '{folder}', and this is a topic of '{pillar}'. Move it to a topic of '{folder}'.",
    )

    def find(self, library: Library) -> Found:
        holders: dict[str, str] = {}
        for topic, _ in again(library.topics, lambda one: one.id):
            yield topic.where("id"), {"kind": "id", "id": topic.id}
        for topic in library.topics:
            for index, id in enumerate(topic.articles):
                place, article = topic.where("articles", index), library.articles.get(id)
                folder = article.page.folder if article else topic.pillar
                if id in holders:
                    yield place, {"kind": "twice", "id": id, "other": holders[id]}
                elif topic.pillar in ONLY_ARTICLES and folder != topic.pillar:
                    yield place, {"kind": "pillar", "id": id, "folder": folder, "pillar": topic.pillar}
                holders.setdefault(id, topic.id)


class WrongStage(Rule):
    """An article that leads a stage's page and does not belong to that stage, or a stage that is led twice."""

    code = "KB442"
    message = by_kind(
        twice="The stage '{stage}' appears twice in this file. Put its articles together.",
        other="'{id}' does not belong to the stage '{stage}'. Add the stage in {file}, or name another article.",
    )

    def find(self, library: Library) -> Found:
        for stage, _ in again(library.stages, lambda one: one.stage):
            yield stage.where("stage"), {"kind": "twice", "stage": stage.stage}
        for stage in library.stages:
            for index, id in enumerate(stage.first):
                article = library.articles.get(id)
                if article and stage.stage not in article.stage and article.page.place.file not in spoilt(library):
                    facts = {"kind": "other", "id": id, "stage": stage.stage, "file": article.page.place.file}
                    yield stage.where("first", index), facts


class UnknownGroup(Rule):
    """An entry of "Adapt to the person" whose bold name is in no group."""

    code = "KB426"
    message = (
        "No group in docs/_data/groups.yml is called '{name}', so the page by person does not show this. Name a group that it knows, "
        "or add the name to one there."
    )

    def find(self, library: Library) -> Found:
        for article in library.articles.values() if library.groups else ():
            for one in adaptations(library, article):
                if not one.groups:
                    yield one.place, {"name": one.name}


class SameGroupId(Rule):
    """Two groups with one id."""

    code = "KB427"
    message = "The id '{id}' is used twice in this file. Give this group its own."

    def find(self, library: Library) -> Found:
        for group, _ in again(library.groups, lambda one: one.id):
            yield group.place, {"id": group.id}
