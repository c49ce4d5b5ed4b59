"""What `kb finish` adds to each page: its policy, and the manifest where the site is kept on devices; and the same policy as
response headers, for hosts that read `_headers`.
"""

from __future__ import annotations

import posixpath
from pathlib import Path

from markupsafe import Markup

from macros.handbook.csp import HEADER, REFERRER, is_inline_code, policy, source_hash
from macros.handbook.html_templates import fill
from macros.handbook.own_files import HEADERS
from macros.site.page_head import Element, read_head, with_tags


def write(site: Path, base: str, manifest: str | None) -> str:
    """Finish every page; gives the one policy that would do for all of them."""
    every: set[tuple[str, str]] = set()
    for path in sorted(site.rglob("*.html")):
        page = path.read_text("utf-8")
        head = read_head(page)
        own = hashes(head)
        address = _address(site, path, base, manifest) if manifest else ""
        tags = fill("site/policy.html", header=HEADER, policy=Markup(policy(own)), referrer=REFERRER, manifest=address)
        if begin := _begin(head):
            path.write_text(with_tags(page, filter(_is_ours, head), tags, begin), "utf-8")
        every |= own
    return policy(every)


def hashes(head: list[Element]) -> set[tuple[str, str]]:
    """Return (script or style, hash) of each in the head, which the templates write; none in the body is trusted."""
    return {(one.tag, source_hash(one.text)) for one in head if is_inline_code(one.tag, one.attributes)}


def _begin(head: list[Element]) -> Element | None:
    """Return what the policy stands after: the tag of the head, or its character set, which must come among the first bytes."""
    for one, following in zip(head, [*head[1:], None], strict=True):
        if one.tag == "head":
            return following if following and following.tag == "meta" and "charset" in following.attributes else one
    return None


def _is_ours(one: Element) -> bool:
    if one.tag == "link":
        return one.has(rel="manifest")
    return one.tag == "meta" and (one.has(http_equiv=HEADER) or one.has(name="referrer"))


def _address(site: Path, page: Path, base: str, file: str) -> str:
    """Return a file's address from a page; 404.html is shown at any depth and so spells out the path."""
    if page == site / "404.html":
        return base + file
    return posixpath.relpath(file, page.parent.relative_to(site).as_posix())


# Only parts of the search carry their content in their names; for all else browsers ask again and hear "not changed".
_TEXT = """\
{base}*
  {header}: {policy}
  Referrer-Policy: {referrer}
  X-Content-Type-Options: nosniff
  Permissions-Policy: camera=(), geolocation=(), microphone=()
{base}sw.js
  Cache-Control: no-cache
{base}downloads/scorm/versions.json
  Access-Control-Allow-Origin: *
{base}search/pages-*
  Cache-Control: public, max-age=31536000, immutable
{base}search/words-*
  Cache-Control: public, max-age=31536000, immutable
"""


def write_headers(site: Path, base: str, policy: str) -> None:
    (site / HEADERS).write_text(_TEXT.format(base=base, header=HEADER, policy=policy, referrer=REFERRER), "utf-8")
