"""Facts from whole documents: every rule by its example, and what must hold of every fact of every document."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from corpus.aliases import Aliases, find_aliases
from corpus.countries import countries
from corpus.dates import find_dates
from corpus.edtf import MONTHS, is_edtf
from corpus.facts import RULES, extract_facts
from corpus.facts.statement import Rule
from corpus.model import Document, Fact, Passage
from corpus.passages import cut
from corpus.reading import read_sources
from index.nations import SEATS

ROOT = Path(__file__).parents[1]
SHIPPED = next((ROOT / "corpus" / "documents").glob("*.txt"))
SOURCES = [SHIPPED, *sorted(path for path in (ROOT / "tests" / "data").iterdir() if path.suffix in (".md", ".html"))]

#: Ordinary words and abbreviations of English, titles and continents, though the shipped document holds them too.
ORDINARY = frozenset(
    """AI Affairs Africa Agreement Arrangement Article COVID Council Deputy Director External Fisheries
    Foreign Forum GRID General ICT IT Indo Institute Intent IoT JWG Laureate LoI MOC MOU Material
    Meetings Minister Ministry MoC MoU MoUs PM Plan President Prime Prof Professor RD Republic SDG SDGs
    Secretary Station Summit Trade UN US Univ Water Yen Response Coordination State Japanese""".split()
)


@cache
def read(path: Path) -> tuple[Document, tuple[Passage, ...], Aliases, tuple[Fact, ...]]:
    (document,) = read_sources([path])
    passages = cut(document, lambda text: len(text) // 4 + 2)
    aliases = find_aliases([document.text])
    return document, passages, aliases, extract_facts(document, passages, aliases)


def facts_of(text: str, tmp_path: Path) -> tuple[Fact, ...]:
    path = tmp_path / "text.txt"
    path.write_text(text, encoding="utf-8")
    (document,) = read_sources([path])
    return extract_facts(document, cut(document, len), find_aliases([document.text]))


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_every_rule_finds_a_fact_in_its_own_example(rule: Rule, tmp_path: Path) -> None:
    assert rule.name in {fact.rule for fact in facts_of(rule.example, tmp_path)}


def test_rules_are_told_apart_by_name() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert all(rule.recognises for rule in RULES)


@pytest.mark.parametrize("path", SOURCES, ids=[path.name for path in SOURCES])
def test_evidence_is_the_sources_own_words_inside_its_passage(path: Path) -> None:
    document, passages, _, facts = read(path)
    spans = {passage.id: passage.span for passage in passages}
    for fact in facts:
        assert fact.evidence.span.of(document.text) == fact.evidence.quote
        assert spans[fact.evidence.passage_id].covers(fact.evidence.span)


@pytest.mark.parametrize("path", SOURCES, ids=[path.name for path in SOURCES])
def test_dates_and_values_can_be_found_in_the_evidence_or_beside_it(path: Path) -> None:
    document, passages, _, facts = read(path)
    for fact in facts:
        near = _neighbourhood(document, passages, fact)
        years = set(re.findall(r"\b\d{4}\b|\b\d{3}(?=0s)", near))
        for edtf in filter(None, (fact.date, fact.valid_until if fact.rule == "extension" else None)):
            assert is_edtf(edtf)
        if fact.date and re.match(r"\d{4}", fact.date):
            stated = {date.edtf[:4] for date in find_dates(near)} | years
            assert fact.date[:4] in stated, fact
        if fact.value is not None:
            assert re.search(r"\d|\b(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten)\b|teen|ty", near, re.I)


def _neighbourhood(document: Document, passages: tuple[Passage, ...], fact: Fact) -> str:
    """The evidence with the sentences of its paragraph before it."""
    start = document.text.rfind("\n\n", 0, fact.evidence.span.start)
    return document.text[max(0, start) : fact.evidence.span.end]


@pytest.mark.parametrize("path", SOURCES, ids=[path.name for path in SOURCES])
def test_ids_are_each_facts_own(path: Path) -> None:
    _, _, _, facts = read(path)
    assert len({fact.id for fact in facts}) == len(facts)


def test_ids_hold_where_the_words_move(tmp_path: Path) -> None:
    text = "The museum was founded in 1931. It has 184 rooms."
    before = {fact.evidence.quote: fact.id for fact in facts_of(text, tmp_path)}
    after = {fact.evidence.quote: fact.id for fact in facts_of(f"A line before it all.\n\n{text}", tmp_path)}
    assert before
    assert before.items() <= after.items()


def test_the_same_document_gives_the_same_facts_again() -> None:
    document, passages, aliases, facts = read(SHIPPED)
    assert extract_facts(document, passages, aliases) == facts


def test_facts_stand_in_the_order_of_their_evidence() -> None:
    starts = [fact.evidence.span.start for fact in read(SHIPPED)[3]]
    assert starts == sorted(starts)


def test_a_document_without_facts_has_none(tmp_path: Path) -> None:
    assert facts_of("Water is wet and the sky is wide.", tmp_path) == ()


def test_no_proper_name_of_the_shipped_document_stands_in_the_code() -> None:
    text = SHIPPED.read_text("utf-8")
    seats = " ".join(SEATS).split()
    ordinary = {*ORDINARY, *countries(), *seats, *MONTHS, *(month[:3] for month in MONTHS), "Sept"}
    short = set(re.findall(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b", text))
    named = set(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", text))
    small = set(re.findall(r"\b[a-z]{4,}\b", text))
    proper = {name for name in short | named if name not in ordinary and name.lower() not in small}
    code = {path.name: set(re.findall(r"\b\w+\b", path.read_text("utf-8"))) for path in _modules()}
    assert {(name, word) for name, words in code.items() for word in proper & words} == set()


def _modules() -> list[Path]:
    folders = ("corpus", "index", "service")
    return sorted(
        path for folder in folders for end in ("py", "js", "html") for path in (ROOT / folder).rglob(f"*.{end}")
    )
