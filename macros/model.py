"""What the handbook is made of: frozen records that know where they were written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Protocol
from urllib.parse import urlsplit

Keys = tuple[str | int, ...]
Marks = Mapping[Keys, tuple[int, int, int]]  # line, column and the column after it, from 1; 0 where it ends elsewhere
Facts = Mapping[str, object]
PILLARS = ("rapport", "competence", "quality", "maintain")
ONLY_ARTICLES = ("foundations", *PILLARS)
ARTICLE_FOLDERS = (*ONLY_ARTICLES, "teach")  # teach/ holds plain pages too: there an article is known by its `stage`


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A spot in a source file; the path is POSIX and relative to the project, line and column count from 1.

    `end_column` is the column after the last character, on the same line; 0 where nothing says how far it goes.
    """

    file: str
    line: int = 1
    column: int = 1
    end_column: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class SourceMap:
    """Where the values of a file stand, by their keys; `find` is called when someone first asks, which few files see."""

    __slots__ = ("__weakref__", "_find", "_marks", "file")

    def __init__(self, file: str, find: Callable[[], Marks] = dict) -> None:
        self.file, self._find = file, find
        self._marks: Marks | None = None

    def at(self, *keys: str | int) -> Location:
        """Return the place of a value, or of the nearest one that holds it; of a mapping's key with `"key:" + name`."""
        if self._marks is None:
            self._marks = self._find()
        while keys and keys not in self._marks:
            keys = keys[:-1]
        return Location(self.file, *self._marks.get(keys, (1, 1, 0)))

    def forget(self) -> None:
        """Let go of all places until someone asks again."""
        self._marks = None


class Placed(Protocol):
    """Whatever knows where it was written."""

    @property
    def place(self) -> Location: ...


class Severity(StrEnum):
    """Whether a finding fails a check, or is only shown."""

    ERROR = "error"
    SUGGESTION = "suggestion"


@dataclass(frozen=True, slots=True)
class Edit:
    """A fix that can have only one form: `new` in the place of what stands at a location, from column to end column."""

    place: Location
    new: str


@dataclass(frozen=True, slots=True)
class SortById:
    """A fix that can have only one form: the entries of a file's list in the order of their ids."""


@dataclass(frozen=True, slots=True)
class DropInvisible:
    """A fix that can have only one form: a line without the characters that nobody sees."""


Fix = Edit | SortById | DropInvisible


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """Something to fix or consider: where it is, its code, the facts, and the sentence that is made of them."""

    place: Location
    code: str
    message: str
    severity: Severity = Severity.ERROR
    facts: Facts = field(default_factory=dict, compare=False)
    fix: Fix | None = field(default=None, compare=False)

    @property
    def fails(self) -> bool:
        """Whether a check that has this finding fails."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {self.message}"


@dataclass(frozen=True, slots=True)
class Call:
    """A macro call written in a page, with literal arguments only."""

    name: str
    args: tuple[object, ...]
    kwargs: Mapping[str, object]
    place: Location
    section: str = ""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a page with its place: a link target, raw HTML, an attribute list or template code that is no call."""

    text: str
    place: Location


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the Markdown below it, up to the next heading of the same or a higher level."""

    id: str
    title: str
    level: int
    place: Location
    body: str
    body_line: int
    explicit: bool = True


def url_of(path: str) -> str:
    """Return the address of a Markdown file relative to the site's root, with a trailing slash; empty for the home page."""
    stem = path.removesuffix(".md")
    return "" if stem == "index" else stem.removesuffix("/index") + "/"


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Page:
    """A Markdown file of the site, as written: `head` is its front matter with the lines around it, `text` what follows.

    `text` begins on line `text_line`.
    """

    path: str
    place: Location
    meta: Mapping[str, object]
    places: SourceMap
    head: str
    text: str
    text_line: int
    sections: tuple[Section, ...] = ()
    calls: tuple[Call, ...] = ()
    code: tuple[Fragment, ...] = ()
    links: tuple[Fragment, ...] = ()
    html: tuple[Fragment, ...] = ()
    attributes: tuple[Fragment, ...] = ()
    addresses: tuple[Fragment, ...] = ()
    anchors: tuple[Fragment, ...] = ()
    in_code: tuple[Fragment, ...] = ()

    @property
    def id(self) -> str:
        """The file stem: permanent, and unique among articles."""
        return self.path.rpartition("/")[2].removesuffix(".md")

    @property
    def folder(self) -> str:
        return self.path.partition("/")[0] if "/" in self.path else ""

    @property
    def title(self) -> str:
        return str(self.meta.get("title") or self.id.replace("-", " ").capitalize())

    @property
    def url(self) -> str:
        return url_of(self.path)

    def section(self, id: str) -> Section | None:
        return next((one for one in self.sections if one.id == id), None)

    def where(self, *keys: str | int) -> Location:
        """Return the place of a front matter value, or of the nearest one that holds it."""
        return self.places.at(*keys)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Article:
    """A page of guidance: front matter made into values. Dates are ISO strings, as written in the record."""

    page: Page
    description: str
    settings: tuple[str, ...]
    stage: tuple[str, ...]
    minutes: int
    objectives: tuple[str, ...]
    related: tuple[Related, ...]
    source_statements: tuple[str, ...]
    evidence_checked: str
    reviews: tuple[Mapping[str, object], ...]
    review_due: str

    @property
    def id(self) -> str:
        return self.page.id

    @property
    def title(self) -> str:
        return self.page.title


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """One entry of a data file's list, which knows where its values stand.

    It is found at the key that it is `named_by`, or where it begins if it has no such key.
    """

    named_by: ClassVar[str] = "id"
    places: SourceMap = field(compare=False)
    keys: Keys = field(compare=False)

    @property
    def place(self) -> Location:
        return self.where(self.named_by)

    def where(self, *keys: str | int) -> Location:
        return self.places.at(*self.keys, *keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Related(Entry):
    """An entry of `see_also`: another article and the reason to go there."""

    named_by: ClassVar[str] = "to"
    to: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Entry):
    """A law, a regulator's rule or terms of use: whose it is, where it holds, and the year of its text."""

    named_by: ClassVar[str] = "body"
    body: str
    country: str
    year: int

    def __str__(self) -> str:
        return f"{self.body}, {self.country}, {self.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Entry):
    """One piece of advice: the unit that is linked, ticked, graded and exported.

    `danger` is the harm it averts, `same_as` the item (`article#item`) where the same act has its home, and `keep`
    marks what to do if there is time for only two.
    """

    id: str
    when: str
    do: str
    strength: str
    certainty: str
    basis: str
    outcome: str
    because: str
    danger: str
    same_as: str
    keep: bool
    duties: tuple[Duty, ...]
    sources: tuple[str, ...]
    formerly: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Checklist:
    """The advice of one article; `id` is the article's."""

    id: str
    place: Location
    items: tuple[Item, ...]

    @property
    def kept(self) -> tuple[Item, ...]:
        """What to do if there is time for only two."""
        return tuple(item for item in self.items if item.keep)


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose, and what to say to whoever chose it."""

    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Entry):
    """A quiz question; `section` is the id on the article's page where the answer stands."""

    id: str
    type: str
    stem: str
    options: tuple[Option, ...]
    section: str


@dataclass(frozen=True, slots=True, eq=False)
class Quiz:
    """The questions of one article; `id` is the article's."""

    id: str
    place: Location
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Entry):
    """A line of an exchange: who speaks, and either what they say or, with words in quotes, what they do."""

    named_by: ClassVar[str] = "who"
    id: str
    who: str
    says: str
    does: str

    @property
    def text(self) -> str:
        return f"{self.who}: " + (f'"{self.says}"' if self.says else self.does)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick(Entry):
    """What an observer ticks, and the ids of the lines of the good exchange that meet it; `shown` is whether one does."""

    named_by: ClassVar[str] = "tick"
    tick: str
    lines: tuple[str, ...]
    shown: bool


ROLES = ("clinician", "patient")  # the two who play a scene


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene(Entry):
    """The exercise that ends an article; `id` is the article's.

    `content_note` warns those who play, `danger` says that the hidden fact could hurt someone today, and `shows` which
    part of the visit the good exchange shows. `roles` names the parts "clinician" and "patient" where other people play.
    """

    id: str
    minutes: int
    objectives: tuple[str, ...]
    content_note: str
    danger: bool
    set_up: str
    roles: Mapping[str, str]
    clinician: str
    patient: str
    ticks: tuple[Tick, ...]
    shows: str
    poor: tuple[Line, ...]
    good: tuple[Line, ...]
    debrief: tuple[str, ...]
    if_it_fails: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing: `words` tell what it shows, `drawn` is the SVG within a sheet 300 wide and `height` high."""

    id: str
    place: Location
    words: str
    height: int
    drawn: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reference(Entry):
    """A source: `csl` holds its CSL-JSON fields, the rest says what it found and how far that goes."""

    id: str
    csl: Mapping[str, object]
    design: str
    population: str
    finding: str
    limits: str
    read: str
    results: tuple[Result, ...] = ()

    @property
    def year(self) -> str:
        """The year of publication; empty for an undated page."""
        issued = self.csl.get("issued")
        return str(issued["date-parts"][0][0]) if isinstance(issued, dict) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Entry):
    """What has happened to a source since it was published: `link` is the DOI or address of what says so, `by` the
    services that do, `date` the day they give, `seen` the day we first saw it, and `considered` the day on which a
    person decided that what rests on the source holds all the same.
    """

    named_by: ClassVar[str] = "kind"
    kind: str
    link: str
    date: str
    by: tuple[str, ...]
    seen: str
    considered: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Status(Entry):
    """What is known of a source today: `confirmed` is the last day on which every service that should know it answered,
    `page` what an official page was like then.
    """

    id: str
    confirmed: str
    notices: tuple[Notice, ...]
    page: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch(Entry):
    """The PubMed query for new studies on an article's topic; `id` is the article's, `seen` what was looked at and left out."""

    named_by: ClassVar[str] = "query"
    id: str
    query: str
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate(Entry):
    """A size with its 95% interval; `measure` says in what, and with that where no difference lies."""

    measure: str
    value: float
    low: float
    high: float

    @property
    def is_ratio(self) -> bool:
        """Whether half and double are equally far from no difference."""
        return self.measure.endswith("-ratio")

    @property
    def none(self) -> float:
        """The value that means no difference."""
        return 1.0 if self.is_ratio else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Entry):
    """One result of a source: `what` was compared or counted, and `n` how many people (0 where the record does not say)."""

    named_by: ClassVar[str] = "what"
    what: str
    outcome: str
    n: int
    estimate: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial(Entry):
    """One comparison in which patients' trust was measured: `source` is its reference, `people` how many took part (0
    where that was not seen), `estimate` its size where value and interval were read.
    """

    id: str
    source: str
    kind: str
    tried: str
    against: str
    among: str
    country: str
    people: int
    randomised: bool
    result: str
    found: str
    estimate: Estimate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Entry):
    """A technical word; `see` are ids of articles. One that is `everyday` too need not be explained on each page."""

    id: str
    term: str
    definition: str
    see: tuple[str, ...]
    everyday: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonyms(Entry):
    """Words and phrases that readers use alike; the search takes each for the others."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(Entry):
    """What readers ask in their own words; where a page has none of these, `means` are the words it answers them with, or
    `because` says why it does."""

    phrase: str
    means: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchWords(Entry):
    """How readers look for a page; `id` is an article's, or the page's path without `.md`.

    `words` name its subject, `asked` are readers' phrases, and `gaps` what is asked for and answered nowhere yet, of
    which this page is the nearest.
    """

    id: str
    words: tuple[str, ...]
    asked: tuple[Phrase, ...]
    gaps: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All that a search for this page may say, in the order of the file."""
        return (*self.words, *(one.phrase for one in self.asked))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group(Entry):
    """People whom advice is adapted to; an entry whose bold name holds one of `names`, as words or their beginning, is theirs."""

    id: str
    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Entry):
    """Articles of a pillar that belong together, in the order in which its page shows them."""

    id: str
    pillar: str
    title: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Entry):
    """A stage of the visit; `drawn` is a path on a square of 24 by 24, and the articles in `first` lead the stage's page."""

    stage: str
    in_short: str
    drawn: str
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Permalink:
    """A published address: a page's address and, for a section or item, its anchor (else empty)."""

    url: str
    anchor: str
    since: str
    place: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver(Entry):
    """A finding that is accepted for a stated reason until a stated day (ISO date)."""

    code: str
    file: str
    reason: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change(Entry):
    """A declared change of an article: the version it led to, the one declared before (empty where none was), and the
    advice of each item it set ("gone" for one that went).

    `kind` is published, editorial or advice; `date` an ISO day.
    """

    named_by: ClassVar[str] = "article"
    date: str
    article: str
    kind: str
    summary: str
    version: str
    replaces: str
    items: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Settings:
    """What the Python side needs from mkdocs.yml; `site_url` ends in a slash, or is empty when it is not known."""

    site_name: str
    site_url: str
    description: str = ""
    offline: bool = True

    @property
    def base(self) -> str:
        """The path that the site is published under."""
        return urlsplit(self.site_url).path or "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect(Entry):
    """Where readers of a page that is gone are led: from the path `old` in docs/ to `new`, which may name an id after '#'."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Entry):
    """A statement of the source text in our words, what became of it, and the sections that answer it."""

    id: str
    says: str
    verdict: str
    why: str
    answered_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Library:
    """The whole handbook as read from disk; `problems` are the files that could not be read as they should;
    `doubled` are references and terms whose id another one has already; `data` is all that stands
    in each data file, and where; `stamp` changes with any file that was read.

    Two libraries are the same only when they are one object, so results computed from one can be cached.
    """

    root: Path
    settings: Settings
    pages: Mapping[str, Page]
    articles: Mapping[str, Article]
    checklists: Mapping[str, Checklist]
    quizzes: Mapping[str, Quiz]
    scenes: Mapping[str, Scene]
    pictures: Mapping[str, Picture]
    references: Mapping[str, Reference]
    terms: Mapping[str, Term]
    statements: tuple[Statement, ...]
    trials: tuple[Trial, ...]
    evidence: Mapping[str, Status]
    watches: Mapping[str, Watch]
    permalinks: tuple[Permalink, ...]
    changes: tuple[Change, ...]
    waivers: tuple[Waiver, ...]
    synonyms: tuple[Synonyms, ...]
    search: Mapping[str, SearchWords]
    groups: tuple[Group, ...]
    topics: tuple[Topic, ...]
    redirects: Mapping[str, Redirect]
    stages: tuple[Stage, ...]
    doubled: tuple[Reference | Term, ...]
    files: frozenset[str]
    data: Mapping[str, tuple[object, SourceMap]]
    stamp: str
    problems: tuple[Diagnostic, ...]

    def calls(self) -> Iterator[tuple[Page, Call]]:
        """Yield every call of a macro, with its page."""
        for page in self.pages.values():
            yield from ((page, call) for call in page.calls)

    def items(self) -> Iterator[tuple[str, Item]]:
        """Yield every piece of advice with its name, `article#item`."""
        for checklist in self.checklists.values():
            yield from ((f"{checklist.id}#{item.id}", item) for item in checklist.items)
