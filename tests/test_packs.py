"""Course packs, rule by rule: what real course software asks of a cartridge, and that every link of ours lands."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree

from macros import handbook
from macros.exports import course_pack
from macros.exports.cartridge_writer import cartridge, files
from macros.exports.course_pack import Link, packs, short_packs
from macros.exports.pack_quiz import for_packs
from macros.exports.write import export
from macros.exports.xml import uri
from macros.model import Library, Option, Question
from tests.conftest import PROJECT

SITE = "https://example.org/übung/"
NS = {
    "cp": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1",
    "lom": "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource",
    "lomm": "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest",
    "wl": "http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1",
    "q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2",
}


def published(book: Library, site: str = SITE) -> Library:
    """A library as if the site were published somewhere."""
    return replace(book, settings=replace(book.settings, site_url=site))


@pytest.fixture(scope="module")
def book() -> Library:
    return published(handbook.load(PROJECT))


@pytest.fixture(scope="module")
def unpacked(book: Library) -> dict[str, dict[str, bytes]]:
    """Every pack of the real handbook: its files by name."""
    found = {}
    for name, pack in packs(book):
        with zipfile.ZipFile(io.BytesIO(cartridge(pack))) as archive:
            assert archive.testzip() is None
            found[name] = {one: archive.read(one) for one in archive.namelist()}
    return found


Packs = dict[str, dict[str, bytes]]


def manifests(unpacked: Packs) -> Iterator[etree._Element]:
    return (etree.fromstring(inside["imsmanifest.xml"]) for inside in unpacked.values())


def items(unpacked: Packs) -> Iterator[etree._Element]:
    """Every question of every quiz."""
    for inside in unpacked.values():
        for name, content in inside.items():
            if name.startswith("quizzes/"):
                yield from etree.fromstring(content).iterfind("q:assessment/q:section/q:item", NS)


def links(unpacked: Packs) -> Iterator[str]:
    for inside in unpacked.values():
        for name, content in inside.items():
            if name.startswith("links/"):
                yield etree.fromstring(content).find("wl:url", NS).get("href")


def conditions(item: etree._Element) -> list[etree._Element]:
    return item.findall("q:resprocessing/q:respcondition", NS)


def test_there_is_a_pack_for_each_part_and_one_for_all(unpacked: Packs) -> None:
    parts = ["foundations.imscc", "rapport.imscc", "competence.imscc", "quality.imscc", "maintain.imscc", "teach.imscc"]
    assert list(unpacked) == ["handbook.imscc", *parts]


def test_rule_1_namespace_schema_and_version_stand_at_the_head_of_the_manifest(unpacked: Packs) -> None:
    for inside in unpacked.values():
        assert next(iter(inside)) == "imsmanifest.xml"
        assert (
            b'<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"' in inside["imsmanifest.xml"][:1024]
        )
    for manifest in manifests(unpacked):
        assert manifest.findtext("cp:metadata/cp:schema", None, NS) == "IMS Common Cartridge"
        assert manifest.findtext("cp:metadata/cp:schemaversion", None, NS) == "1.1.0"


def test_rule_1_what_the_schema_asks_for_is_there_in_its_order(unpacked: Packs) -> None:
    for manifest in manifests(unpacked):
        assert [etree.QName(one).localname for one in manifest] == ["metadata", "organizations", "resources"]
        organization = manifest.findall("cp:organizations/cp:organization", NS)
        assert [one.get("structure") for one in organization] == ["rooted-hierarchy"]
        assert [one.find("cp:title", NS) for one in organization[0].findall("cp:item", NS)] == [None]
        ids = manifest.xpath("//@identifier")
        assert len(ids) == len(set(ids))
        assert all(id[0].isalpha() and id.replace("-", "").replace(".", "").isalnum() for id in ids)


def test_rule_1_every_resource_has_its_file_and_every_file_its_resource(unpacked: Packs) -> None:
    for inside, manifest in zip(unpacked.values(), manifests(unpacked), strict=True):
        resources = manifest.findall("cp:resources/cp:resource", NS)
        assert {one.get("type") for one in resources} == {
            "imswl_xmlv1p1",
            "imsqti_xmlv1p2/imscc_xmlv1p1/assessment",
        }
        assert [len(one.findall("cp:file", NS)) for one in resources] == [1] * len(resources)
        assert all(one.get("href") is None for one in resources)
        assert sorted(manifest.xpath("//cp:file/@href", namespaces=NS)) == sorted(set(inside) - {"imsmanifest.xml"})
        wanted = manifest.xpath("//cp:item/@identifierref", namespaces=NS)
        assert sorted(wanted) == sorted(one.get("identifier") for one in resources)


def test_rule_2_there_are_two_levels_and_no_more(unpacked: Packs) -> None:
    for manifest in manifests(unpacked):
        root = manifest.find("cp:organizations/cp:organization/cp:item", NS)
        for module in root.findall("cp:item", NS):
            assert module.get("identifierref") is None
            assert module.findtext("cp:title", None, NS)
            for item in module.findall("cp:item", NS):
                assert item.get("identifierref")
                assert item.findtext("cp:title", None, NS)
                assert item.find("cp:item", NS) is None


def test_rule_3_title_and_description_are_in_the_metadata_and_items_repeat_their_module(unpacked: Packs) -> None:
    for manifest in manifests(unpacked):
        general = manifest.find("cp:metadata/lomm:lom/lomm:general", NS)
        assert general.findtext("lomm:title/lomm:string", None, NS).startswith("Building Patient Trust")
        assert len(general.findtext("lomm:description/lomm:string", None, NS)) > 50
        first, *modules = manifest.findall("cp:organizations/cp:organization/cp:item/cp:item", NS)
        assert first.findtext("cp:title", None, NS) == "About this pack"
        assert modules
        for module in modules:
            name = module.findtext("cp:title", None, NS)
            assert all(one.text.endswith(f": {name}") for one in module.findall("cp:item/cp:title", NS))
            begun = [one.text[:30] for one in module.findall("cp:item/cp:title", NS)]
            assert len(begun) == len(set(begun)), "an index of a course shows thirty letters of a row"


def test_rule_4_packs_link_and_copy_no_page(unpacked: Packs) -> None:
    assert {Path(name).suffix for inside in unpacked.values() for name in inside} == {".xml"}


def test_rule_5_the_scoring_condition_is_first_and_nothing_continues(unpacked: Packs) -> None:
    assert list(items(unpacked))
    for item in items(unpacked):
        first, *others = conditions(item)
        assert first.findtext("q:setvar", None, NS) == "100"
        assert all(other.find("q:setvar", NS) is None for other in others)
        assert {one.get("continue") for one in (first, *others)} == {"No"}


def test_rule_5_every_question_has_one_right_answer_and_names_each_once(unpacked: Packs) -> None:
    for item in items(unpacked):
        assert item.find("q:presentation/q:response_lid", NS).get("rcardinality") == "Single"
        named = [one.findtext("q:conditionvar/q:varequal", None, NS) for one in conditions(item)]
        assert len(named) == len(set(named))
        assert sorted(named) == sorted(item.xpath(".//q:response_label/@ident", namespaces=NS))


def scored(item: etree._Element) -> set[str]:
    """The texts that a question's scoring condition asks for."""
    texts = {
        one.get("ident"): one.findtext("q:material/q:mattext", None, NS)
        for one in item.iter(f"{{{NS['q']}}}response_label")
    }
    found = conditions(item)[0].xpath(".//q:varequal[not(parent::q:not)]", namespaces=NS)
    return {texts[one.text] for one in found}


def test_rule_5_the_right_answers_are_those_of_the_quiz(book: Library, unpacked: Packs) -> None:
    quizzes = {f"{quiz.id}.{one.id}": one for quiz in book.quizzes.values() for one in for_packs(quiz).questions}
    seen = set()
    for item in items(unpacked):
        question = quizzes[item.get("ident")]
        assert scored(item) == {option.text for option in question.options if option.correct}
        own = next(one for one in book.quizzes[item.get("ident").partition(".")[0]].questions if one.id == question.id)
        if own.type == "single":
            assert scored(item) == {option.text for option in own.options if option.correct}
        seen.add(item.get("ident"))
    assert seen == {id for id in quizzes if id.split(".")[0] in book.articles}


def test_rule_5_every_option_has_its_feedback_with_a_link_to_the_section(book: Library, unpacked: Packs) -> None:
    for item in items(unpacked):
        feedback = {one.get("ident"): one for one in item.findall("q:itemfeedback", NS)}
        shown = {
            condition.findtext("q:conditionvar/q:varequal", None, NS): condition.find("q:displayfeedback", NS)
            for condition in conditions(item)
        }
        article, _, id = item.get("ident").partition(".")
        question = next(one for one in book.quizzes[article].questions if one.id == id)
        address = f"https://example.org/%C3%BCbung/{book.articles[article].page.url}#{question.section}"
        for label in item.iter(f"{{{NS['q']}}}response_label"):
            linked = feedback[shown[label.get("ident")].get("linkrefid")]
            html = linked.findtext("q:flow_mat/q:material/q:mattext", None, NS)
            assert f'<a href="{address}" target="_blank" rel="noopener">' in html


def test_the_right_answer_stands_in_no_place_more_often_than_chance_has_it(book: Library) -> None:
    found = [one for quiz in book.quizzes.values() for one in for_packs(quiz).questions]
    places = [next(index for index, option in enumerate(one.options) if option.correct) for one in found]
    assert all(places.count(place) < 0.42 * len(places) for place in range(4))


def test_the_order_of_options_stays_when_their_words_change(book: Library) -> None:
    quiz = book.quizzes["active-listening"]
    reworded = replace(quiz, questions=tuple(_reworded(one) for one in quiz.questions))
    for old, new in zip(for_packs(quiz).questions, for_packs(reworded).questions, strict=True):
        assert [f"{one.text}, now" for one in old.options] == [one.text for one in new.options]


def _reworded(question: Question) -> Question:
    options = tuple(replace(one, text=f"{one.text}, now") for one in question.options)
    return replace(question, options=options)


@pytest.mark.parametrize(
    "right",
    [
        (True, False),
        (True, False, True),
        (False, True, True, False),
        (True, True, False, True),
        (False, True, True, True),
    ],
)
def test_ticking_everything_is_wrong_in_a_question_with_several_right_answers(
    book: Library, right: tuple[bool, ...]
) -> None:
    quiz = book.quizzes["active-listening"]
    options = tuple(Option(f"Do {index}", one, f"Because {index}.") for index, one in enumerate(right))
    several = replace(quiz.questions[0], type="multiple", options=options)
    found = for_packs(replace(quiz, questions=(several,))).questions[0]
    assert found.type == "single"
    letters = [letter for letter, one in zip("ABCD", right, strict=False) if one]
    (chosen,) = [one.text for one in found.options if one.correct]
    assert [letter for letter in "ABCD" if letter in chosen.replace(" and ", " ").replace("alone", "")] == letters
    everything = " and ".join(", ".join("ABCD"[: len(right)]).rsplit(", ", 1))
    assert [one.correct for one in found.options if one.text == everything] == [False]
    assert len({one.text for one in found.options}) == len(found.options) >= 3
    assert all(f"({letter}) Do {index}." in found.stem for index, letter in enumerate("ABCD"[: len(right)]))
    assert all(f"Because {index}." in one.feedback for one in found.options for index in range(len(right)))


def test_a_short_pack_has_one_link_for_each_article(book: Library) -> None:
    for (name, pack), (short_name, short) in zip(packs(book), short_packs(book), strict=True):
        assert short_name == name.replace(".imscc", "-short.imscc")
        assert [one.title for one in short.modules] == [one.title for one in pack.modules]
        for module, whole in zip(short.modules[1:], pack.modules[1:], strict=True):
            first, *others = module.entries
            assert first.title == module.title
            assert first.url + "#in-brief" == whole.entries[0].url
            kept = [one for one in whole.entries if one.id.startswith("quiz.") or one.id.endswith(".teach")]
            assert list(map(_by_value, others)) == list(map(_by_value, kept))


def _by_value(one: Link | course_pack.Test) -> tuple[object, ...]:
    return (one.id, one.title, one.quiz.questions, one.sections) if isinstance(one, course_pack.Test) else (one,)


def test_rule_6_each_quiz_has_four_questions(unpacked: Packs) -> None:
    for inside in unpacked.values():
        quizzes = [content for name, content in inside.items() if name.startswith("quizzes/")]
        assert quizzes
        for content in quizzes:
            assert len(etree.fromstring(content).findall("q:assessment/q:section/q:item", NS)) == 4


def test_rule_7_addresses_are_ascii_and_keep_their_anchor_and_query(unpacked: Packs) -> None:
    assert all(one.isascii() and one.startswith("https://example.org/%C3%BCbung/") for one in links(unpacked))
    assert any(one.endswith("/rapport/active-listening/#say") for one in links(unpacked))
    assert uri("https://example.org/a?b=c&d=e%20f#x") == "https://example.org/a?b=c&d=e%20f#x"
    assert uri("https://bücher.example/é#ü") == "https://xn--bcher-kva.example/%C3%A9#%C3%BC"


def test_rule_8_notes_for_trainers_and_nothing_else_are_hidden_from_learners(unpacked: Packs) -> None:
    for manifest in manifests(unpacked):
        hidden = set()
        for resource in manifest.findall("cp:resources/cp:resource", NS):
            roles = resource.findall("cp:metadata/lom:lom/lom:educational/lom:intendedEndUserRole", NS)
            if roles:
                assert [one.findtext("lom:value", None, NS) for one in roles] == ["Instructor"]
                assert [one.findtext("lom:source", None, NS) for one in roles] == ["IMSGLC_CC_Rolesv1p1"]
                hidden.add(resource.get("identifier"))
        resources = {one.get("identifier") for one in manifest.findall("cp:resources/cp:resource", NS)}
        assert hidden == {one for one in resources if one.endswith(".teach") or one == "link.trainers"}


def test_rule_9_the_same_content_gives_the_same_bytes(book: Library) -> None:
    first, second = ({name: cartridge(pack) for name, pack in packs(book)} for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first["rapport.imscc"])) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_pack_that_is_written_begins_with_a_link_to_its_own_page(good: Path) -> None:
    export(published(handbook.load(good)))
    for name in ("rapport.imscc", "rapport-short.imscc"):
        with zipfile.ZipFile(good / "docs/downloads" / name) as archive:
            link = etree.fromstring(archive.read("links/link.start.xml"))
        assert link.find("wl:url", NS).get("href") == uri(f"{SITE}rapport/")


def test_a_pack_lists_the_version_of_every_page_and_section_it_links_to(book: Library, unpacked: Packs) -> None:
    for inside in unpacked.values():
        own = {
            etree.fromstring(text).find("wl:url", NS).get("href") for name, text in inside.items() if "links/" in name
        }
        manifest = etree.fromstring(inside["imsmanifest.xml"])
        entries = manifest.xpath("//lomm:identifier/lomm:entry/text()", namespaces=NS)
        listed = {entry.split(" ")[0]: entry.split(" ")[1:] for entry in entries}
        assert {unquote(one).removeprefix(SITE) for one in own} <= set(listed)
        assert all(len(version) in (1, 2) for version in listed.values())


def test_text_with_markup_in_it_stays_text(good: Path) -> None:
    quiz = good / "docs/_data/quizzes/greet.yml"
    text = quiz.read_text("utf-8").replace("To leave", 'Is p < 0.05 & "sure"')
    quiz.write_text(text.replace("What now?", "Is 1 < 2 & 3?"), "utf-8")
    pack = dict(packs(published(handbook.load(good))))["rapport.imscc"]
    item = etree.fromstring(dict(files(pack))["quizzes/quiz.greet.xml"].encode()).find(".//q:item", NS)
    assert item.findtext("q:presentation/q:material/q:mattext", None, NS).endswith("Is 1 &lt; 2 &amp; 3?")
    assert 'Is p < 0.05 & "sure"' in item.xpath(".//q:response_label//q:mattext/text()", namespaces=NS)


def test_every_link_leads_to_a_page_and_a_section_of_the_built_site(unpacked: Packs, site: Path) -> None:
    ids: dict[Path, set[str]] = {}
    wanted = set(links(unpacked))
    assert len(wanted) > 300
    for link in wanted:
        parts = urlsplit(link)
        path = site / unquote(parts.path).removeprefix("/übung/") / "index.html"
        if path not in ids:
            tree = etree.HTML(path.read_bytes())
            ids[path] = set(tree.xpath("//@id"))
        assert not parts.fragment or unquote(parts.fragment) in ids[path], link
