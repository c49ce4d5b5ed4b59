"""The sentence of a finding, made from its facts."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from string import Formatter
from types import MappingProxyType
from typing import Any

from macros.handbook.did_you_mean import Nearest
from macros.model import Diagnostic, Facts, Fix, Location, Severity

_EXPLAINED = "docs/contribute/findings.md"
Template = str | Mapping[str, str]  # one sentence, or one for each `kind` that the facts name


def by_kind(begins: str = "", /, **sentences: str) -> Template:
    """Return a sentence for each kind of a finding; all may begin alike."""
    return MappingProxyType({kind: begins + words for kind, words in sentences.items()})


class _InWords(Formatter):
    """Writes lists as people do."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if type(value) in (tuple, list):
            return ", ".join(map(str, value))
        return str(super().format_field(value, format_spec))


_FORMATTER = _InWords()


def sentence(template: Template, facts: Facts) -> str:
    words = template if isinstance(template, str) else template[str(facts["kind"])]
    return _FORMATTER.vformat(words, (), facts)


def diagnostic(
    place: Location,
    code: str,
    template: Template,
    facts: Facts,
    severity: Severity = Severity.ERROR,
    fix: Fix | None = None,
) -> Diagnostic:
    return Diagnostic(place, code, sentence(template, facts), severity, facts, fix)


def explanation(code: str) -> str:
    """Return where a code is explained, from the root of the project."""
    return f"{_EXPLAINED}#{code.lower()}"


def plain(facts: Facts) -> dict[str, Any]:
    """Return facts as JSON and YAML can hold them."""
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Nearest):
        return list(value.near)
    if type(value) in (tuple, list):
        return [_plain(one) for one in value]
    is_number = isinstance(value, (bool, int)) or (isinstance(value, float) and isfinite(value))
    return value if is_number or value is None else str(value)
