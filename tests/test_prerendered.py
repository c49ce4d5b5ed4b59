"""HTML that a macro has finished stands in the page as it is."""

from __future__ import annotations

import markdown

from macros.markdown_extensions import OurExtension, prerendered
from macros.markdown_extensions.prerendered import finished

EXTENSIONS = ["abbr", "attr_list", "md_in_html", "tables", "fenced_code", "toc"]


def html(text: str, *more: OurExtension) -> str:
    return markdown.markdown(text, extensions=[*EXTENSIONS, *more])


def test_finished_html_is_not_touched_wherever_it_stands() -> None:
    block, inline = finished("<ul>\n<li>*a* [b](c.md)</li>\n</ul>"), finished("<label>*d*</label>")
    given_text = f"- {inline} *e*\n\n{block}\n\n<section markdown='block'>\n\n{block}\n\n</section>"
    found = html(given_text, OurExtension(prerendered))
    assert found.count("<ul>\n<li>*a* [b](c.md)</li>\n</ul>") == 2
    assert "<li><label>*d*</label> <em>e</em></li>" in found
    assert "finished" not in found
    assert "<p><ul>" not in found
