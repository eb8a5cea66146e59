"""What a person writes into facts.toml, and what it does to facts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.curation import Curation, apply, curation_path, read_curation
from corpus.errors import SourceError
from corpus.model import Document, Evidence, Fact, Passage, Span, stable_id

TEXT = (
    "The ferry has sailed since\nMay 1990. A charter was signed in 1992.\n\nThe board met twice. The ferry has a bell."
)
LAST = TEXT.index("The board")
LINE = Document("line", "The line", "docs/line.txt", "0" * 64, TEXT)
TWIN = replace(LINE, id="twin", source="docs/twin.txt")
PASSAGES = tuple(
    Passage(f"{document.id}-{number}", document.id, span, span.of(TEXT), (), ())
    for document in (LINE, TWIN)
    for number, span in enumerate((Span(0, LAST - 2), Span(LAST, len(TEXT))))
)


def fact(kind: str, label: str, quote: str) -> Fact:
    """A fact of the line that a rule found."""
    at = TEXT.index(quote)
    place = Evidence("line", "line-0" if at < LAST else "line-1", Span(at, at + len(quote)), quote)
    return Fact(stable_id("line", kind, quote, "0"), kind, label, place, "a rule")


CHARTER = fact("agreement", "Charter", "A charter was signed in 1992.")
YEAR = fact("statistic", "Year", "signed in 1992")
BOARD = fact("meeting", "Board", "The board met twice.")


def curated(folder: Path, toml: str) -> Curation:
    """The curation of these lines."""
    path = folder / "facts.toml"
    path.write_text(toml, "utf-8")
    return read_curation(path)


def applied(folder: Path, toml: str, *facts: Fact) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """What these lines make of facts of the line alone."""
    return apply(curated(folder, toml), [LINE], PASSAGES[:2], facts)


def test_a_curation_lies_in_the_folder_or_beside_the_file(tmp_path: Path) -> None:
    assert curation_path(tmp_path) == tmp_path / "facts.toml"
    assert curation_path(tmp_path / "line.txt") == tmp_path / "facts.toml"
    assert read_curation(tmp_path / "facts.toml") == Curation()


def test_without_a_curation_nothing_changes() -> None:
    assert apply(Curation(), [LINE], PASSAGES, [CHARTER, BOARD]) == ((CHARTER, BOARD), ())


def test_an_added_fact_has_the_sources_own_words_as_evidence_and_a_stable_id(tmp_path: Path) -> None:
    toml = """[[add]]
    quote = "The ferry has sailed  since May 1990."
    type = "programme"
    label = "Ferry line"
    parties = ["Harbour Board"]
    date = "1990-05"
    value = 2
    approximate = true"""
    (ferry, charter), stale = applied(tmp_path, toml, CHARTER)
    quote = "The ferry has sailed since\nMay 1990."
    assert ferry == Fact(
        id=stable_id("line", "programme", quote, "0"),
        type="programme",
        label="Ferry line",
        evidence=Evidence("line", "line-0", Span(0, 36), quote),
        rule="curated",
        parties=("Harbour Board",),
        date="1990-05",
        value=2,
        approximate=True,
    )
    assert (charter, stale) == (CHARTER, ())


def test_a_second_fact_of_one_type_and_quote_gets_the_next_number(tmp_path: Path) -> None:
    toml = '[[add]]\nquote = "A charter was signed in 1992."\ntype = "agreement"\nlabel = "Second"'
    (_, second), _ = applied(tmp_path, toml, CHARTER)
    assert second.id == stable_id("line", "agreement", CHARTER.evidence.quote, "1")


def test_a_correction_keeps_id_and_evidence_and_says_that_a_person_made_it(tmp_path: Path) -> None:
    toml = '[[correct]]\nquote = "The board met"\ntype = "event"\nplace = "Old hall"'
    assert applied(tmp_path, toml, CHARTER, BOARD) == (
        (CHARTER, replace(BOARD, type="event", place="Old hall", rule="curated")),
        (),
    )


def test_where_several_facts_share_the_quote_a_correction_must_say_which(tmp_path: Path) -> None:
    toml = '[[correct]]\nquote = "signed in 1992"\ndate = "1992"\n'
    assert applied(tmp_path, toml, CHARTER, YEAR) == (
        (CHARTER, YEAR),
        ("[[correct]] “signed in 1992”: say which with 'fact', one of “Charter”, “Year”",),
    )
    assert applied(tmp_path, toml + 'fact = "Charter"', CHARTER, YEAR) == (
        (replace(CHARTER, date="1992", rule="curated"), YEAR),
        (),
    )


def test_withdrawn_facts_are_gone(tmp_path: Path) -> None:
    toml = '[[withdraw]]\nquote = "signed in 1992"\n'
    assert applied(tmp_path, toml, CHARTER, YEAR, BOARD) == ((BOARD,), ())
    assert applied(tmp_path, toml + 'fact = "Year"', CHARTER, YEAR, BOARD) == ((CHARTER, BOARD), ())


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("The ferry has sunk.", "the source holds no such words"),
        ("The ferry has a bell.", "no such fact has that evidence"),
        ("signed in 1992. The board met", "it runs over more than one passage: quote less"),
    ],
)
def test_a_quote_that_does_not_stand_is_reported(tmp_path: Path, quote: str, reason: str) -> None:
    facts, stale = applied(tmp_path, f'[[withdraw]]\nquote = "{quote}"', CHARTER)
    assert (facts, stale) == ((CHARTER,), (f"[[withdraw]] “{quote}”: {reason}",))


def test_a_quote_of_several_documents_needs_the_name_of_one(tmp_path: Path) -> None:
    toml = '[[withdraw]]\nquote = "A charter was signed"\n'
    assert apply(curated(tmp_path, toml), [LINE, TWIN], PASSAGES, [CHARTER]) == (
        (CHARTER,),
        ("[[withdraw]] “A charter was signed”: it stands in 2 documents: name one with 'document'",),
    )
    for name in ("line", "docs/line.txt"):
        one = curated(tmp_path, f'{toml}document = "{name}"')
        assert apply(one, [LINE, TWIN], PASSAGES, [CHARTER]) == ((), ())
    other = curated(tmp_path, f'{toml}document = "log"')
    assert apply(other, [LINE], PASSAGES, [CHARTER])[1] == (
        "[[withdraw]] “A charter was signed”: there is no document 'log'",
    )


def test_facts_stand_in_the_order_of_documents_and_evidence(tmp_path: Path) -> None:
    toml = '[[add]]\nquote = "The ferry has a bell."\ntype = "facility"\nlabel = "Bell"\ndocument = "line"'
    other = replace(CHARTER, id="t", evidence=replace(CHARTER.evidence, document_id="twin"))
    facts, _ = apply(curated(tmp_path, toml), [LINE, TWIN], PASSAGES, [CHARTER, other])
    assert [(f.evidence.document_id, f.label) for f in facts] == [
        ("line", "Charter"),
        ("line", "Bell"),
        ("twin", "Charter"),
    ]


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ("[[add", "it is no TOML: Expected"),
        ("[[remove]]\nquote = 'x'", "'remove' is unknown: entries are [[add]], [[correct]] or [[withdraw]]"),
        ("add = 3", "'add' must be entries: write [[add]] above each"),
        (
            "[[withdraw]]\nquote = 'x'\nlabel = 'y'",
            "[[withdraw]] number 1: 'label' is unknown: use document, fact, quote",
        ),
        ("[[withdraw]]\nfact = 'x'", "[[withdraw]] number 1: 'quote' is missing"),
        ("[[withdraw]]\nquote = 3", "[[withdraw]] number 1: 'quote' must be text"),
        ("[[add]]\nquote = 'x'\ntype = 'event'", "[[add]] number 1: 'label' is missing"),
        ("[[add]]\nquote = 'x'\ntype = 'party'\nlabel = 'y'", "[[add]] number 1: 'type' must be one of agreement, ext"),
        ("[[correct]]\nquote = 'x'", "[[correct]] number 1: it changes nothing: give the fields to correct"),
        ("[[correct]]\nquote = 'x'\nparties = ['a', 1]", "[[correct]] number 1: 'parties' must be a list of texts"),
        ("[[correct]]\nquote = 'x'\nvalue = true", "[[correct]] number 1: 'value' must be a number"),
        ("[[correct]]\nquote = 'x'\ndate = '5/6/07'", "[[correct]] number 1: 'date' must be a date such as 2007, 20"),
    ],
)
def test_a_wrong_entry_stops_the_build_with_a_sentence(tmp_path: Path, toml: str, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        curated(tmp_path, toml)
    assert caught.value.source == str(tmp_path / "facts.toml")
    assert caught.value.reason.startswith(reason)


def test_a_curation_that_is_no_text_says_so(tmp_path: Path) -> None:
    (tmp_path / "facts.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SourceError, match="it can't be read \\(it is no UTF-8 text\\)"):
        read_curation(tmp_path / "facts.toml")
