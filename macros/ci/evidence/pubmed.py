"""NCBI's E-utilities for PubMed: EFetch for what links to a record, ESearch and ESummary for new studies.

Written from "E-utilities In-Depth" (NCBI Bookshelf NBK25499) and PubMed's DTD of 1 January 2025: a record's
`CommentsCorrectionsList` names notices by `RefType`, its `PublicationTypeList` says "Retracted Publication". Without a
key NCBI takes three requests a second; we make two. `tool` and `email` say who asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from macros.ci.evidence.notice_kinds import Said, first_doi, is_older, kind_of_relation, kind_of_title
from macros.ci.evidence.web import Answer, Unanswered, Web

WAIT = 0.5
BATCH = 100
_RECORDS = "PubmedArticle|PubmedBookArticle"


class PubMed:
    """The database, by the address of its E-utilities."""

    def __init__(self, web: Web, base: str) -> None:
        self._web, self._base = web, base

    def said(self, pmids: Sequence[str]) -> dict[str, list[Said]]:
        """Return what is said of each of these records; raises Unanswered for all of them together."""
        answer = self._ask("efetch", id=",".join(pmids), retmode="xml")
        records = {pmid: record for record in _root(answer).xpath(_RECORDS) if (pmid := _pmid(record))}
        missing = [pmid for pmid in pmids if pmid not in records]
        if len(missing) > max(1, len(pmids) // 10):
            raise Unanswered("left out most of the records asked for")
        return {
            pmid: list(_notices(records[pmid])) if pmid in records else [Said("gone", "pubmed", _address(pmid))]
            for pmid in pmids
        }

    def search(self, query: str, since: str, most: int) -> tuple[int, list[str]]:
        """Return how many records a query finds that were added since a day, and the newest of them; raises Unanswered."""
        dates = {"datetype": "edat", "mindate": since.replace("-", "/"), "maxdate": "3000"}
        answer = self._ask("esearch", term=query, retmode="json", retmax=str(most), sort="date", **dates)
        result = answer.json().get("esearchresult")
        if not isinstance(result, dict) or result.get("ERROR") or not isinstance(result.get("idlist"), list):
            raise Unanswered("answered, but not with the result of a search")
        if (result.get("errorlist") or {}).get("fieldsnotfound"):
            raise Unanswered("does not know a field of this query")
        return int(result.get("count", 0)), [str(one) for one in result["idlist"] if str(one).isdigit()]

    def titles(self, pmids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Return the title and the journal with its date of each record; raises Unanswered."""
        result = self._ask("esummary", id=",".join(pmids), retmode="json").json().get("result")
        if not isinstance(result, dict):
            raise Unanswered("answered, but not with summaries")
        found = {pmid: result[pmid] for pmid in pmids if isinstance(result.get(pmid), dict)}
        return {
            pmid: (str(one.get("title", "")), f"{one.get('source', '')} {one.get('pubdate', '')}".strip())
            for pmid, one in found.items()
        }

    def _ask(self, tool: str, **query: str) -> Answer:
        who = {"tool": "building-patient-trust", **({"email": self._web.mail} if self._web.mail else {})}
        answer = self._web.ask(f"{self._base}/{tool}.fcgi", WAIT, {"db": "pubmed", **query, **who})
        if answer.status != 200:
            raise Unanswered(f"refused the question ({answer.status})")
        return answer


def _root(answer: Answer) -> Any:
    """Return the records of EFetch; no DTD is loaded and no entity expanded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(answer.body, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or root.tag != "PubmedArticleSet":
        raise Unanswered("answered with something that is no set of records")
    return root


def _pmid(record: Any) -> str:
    return str(record.findtext("MedlineCitation/PMID") or record.findtext("BookDocument/PMID") or "").strip()


def _notices(record: Any) -> Iterator[Said]:
    """Yield what a record says of itself: linked notices first, then its type and title where nothing was linked."""
    doi = str(record.findtext('PubmedData/ArticleIdList/ArticleId[@IdType="doi"]') or "").lower()
    kinds = set()
    for link in record.iterfind("MedlineCitation/CommentsCorrectionsList/CommentsCorrections"):
        kind, to = kind_of_relation(link.get("RefType", "")), _link(link)
        if kind and not is_older(doi, to):
            kinds.add(kind)
            yield Said(kind, "pubmed", to, _year(link.findtext("RefSource") or ""))
    types = {one.text for one in record.iterfind("MedlineCitation/Article/PublicationTypeList/PublicationType")}
    title = "".join(record.xpath("string(MedlineCitation/Article/ArticleTitle)"))
    for kind in ("retraction" if "Retracted Publication" in types else "", kind_of_title(title)):
        if kind and kind not in kinds:
            kinds.add(kind)
            yield Said(kind, "pubmed", _address(_pmid(record)))


def _link(notice: Any) -> str:
    """Return the DOI of a notice where its citation holds one, else its record."""
    pmid = str(notice.findtext("PMID") or "").strip()
    return first_doi(notice.findtext("RefSource") or "") or (_address(pmid) if pmid.isdigit() else "")


def _year(citation: str) -> str:
    """Return the year in a citation such as "BMJ. 2024 Mar 1;384:q523"."""
    found = re.search(r"\. ((?:19|20)\d\d)\b", citation)
    return found[1] if found else ""


def _address(pmid: str) -> str:
    return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"
