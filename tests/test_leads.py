"""A line that is parted from the one that says what it is keeps that with it."""

from __future__ import annotations

from corpus.formats.plain import read_plain
from corpus.leads import Leads
from corpus.model import Document
from corpus.passages import cut


def heads(*lines: str) -> list[str]:
    """The head of each line of one block."""
    leads = Leads()
    return [leads.of(line.strip(), len(line) - len(line.lstrip()), is_near=i > 0) for i, line in enumerate(lines)]


def test_the_first_row_of_a_table_heads_the_others() -> None:
    assert heads("Lamp | Colour", "first | red", "second | 3", "Notes") == ["", "Lamp | Colour", "Lamp | Colour", ""]


def test_a_row_with_figures_heads_nothing() -> None:
    assert heads("Lock | 120 m", "Gate | 30 m") == ["", ""]


def test_a_key_heads_the_entries_indented_below_it() -> None:
    assert heads("Judges:", "  chosen: by lot", "    for life", "Courts:") == ["", "Judges", "Judges", ""]
    assert heads("The lamps were:", "red") == ["", ""]


def test_a_head_does_not_reach_past_its_block() -> None:
    leads = Leads()
    assert leads.of("Lamp | Colour", 0, is_near=False) == ""
    assert leads.of("Gate | Height", 0, is_near=False) == ""


def test_a_passage_that_opens_inside_a_table_is_read_with_its_head() -> None:
    rows = "\n".join(f"lamp on quay number {i} | red and white | lit at dusk each day" for i in range(30))
    text = read_plain(f"Lamps\n\nPlace | Colour | Use\n{rows}").text
    passages = cut(Document("lamps.txt", "Lamps", "lamps.txt", "0", text, ()), lambda words: len(words.split()) + 2)
    assert [passage.headings for passage in passages] == [(), *[("Place | Colour | Use",)] * (len(passages) - 1)]
    assert len(passages) == 3
