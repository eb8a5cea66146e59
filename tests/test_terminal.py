"""Replies on a terminal: the answer first, where it stands, and nothing that acts on the terminal."""

from __future__ import annotations

import json
from dataclasses import replace

from harbour import FACTS, NOTES, PASSAGES

from index.generation import Manifest
from index.hits import Hit
from service.commands.terminal import (
    as_json,
    counted,
    fact_line,
    manifest_line,
    place,
    search_text,
    table_text,
    visible,
)

HIT = Hit(PASSAGES[0], "Harbour notes", 1, 0.5, ())


def test_text_stands_on_one_line_with_what_acts_on_a_terminal_written_out() -> None:
    assert visible("a\n b\x1b[31m\u202ec\x85") == r"a b\u001b[31m\u202ec"
    assert visible("日本 🏮 e\u0301") == "日本 🏮 e\u0301"
    assert visible("\ud800") == r"\ud800"


def test_json_keeps_its_characters_but_for_those_that_act() -> None:
    value = {"text": "日本\u202e\x9b\ud800\x1b"}
    assert as_json(value) == '{\n  "text": "日本\\u202e\\u009b\\ud800\\u001b"\n}'
    assert json.loads(as_json(value)) == value


def test_a_place_is_the_document_and_its_headings_without_repeats() -> None:
    assert place("Notes", ("Notes", "Charter")) == "Notes › Charter"


def test_a_passage_tells_its_rank_place_and_score() -> None:
    first, second = search_text([HIT], {NOTES.id: NOTES}).split("\n")[:2]
    assert first == "  1. Harbour notes › Charter  (0.50)"
    assert second.startswith("     The Lighthouse Board signed a charter")


def test_a_passage_of_a_paged_source_tells_its_page() -> None:
    paged = replace(NOTES, pages=(0, 5, 900))
    assert search_text([HIT], {NOTES.id: paged}).startswith("  1. Harbour notes › Charter, page 2  (0.50)\n")


def test_a_fact_stands_on_one_line() -> None:
    assert fact_line(FACTS[0]) == (
        "1999-05-03            agreement  Charter of the Lighthouse Board | Lighthouse Board; Tide Office"
    )
    assert fact_line(replace(FACTS[1], value=1e9, unit="JPY")).endswith("| 1,000,000,000 JPY")


def test_counts_are_singular_where_there_is_one() -> None:
    assert counted({"documents": 1, "passages": 2, "facts": 0}) == "1 document, 2 passages, 0 facts"


def test_the_served_generation_is_marked() -> None:
    manifest = Manifest("ab", "2024-05-06T07:08:09+00:00", "m", "0", (), {"facts": 1}, {})
    assert manifest_line(manifest, served=True) == "* ab  2024-05-06T07:08:09+00:00  1 fact"
    assert manifest_line(manifest, served=False)[0] == " "


def test_a_table_to_look_at_holds_nothing_that_acts() -> None:
    assert table_text("id,label\r\n1,\u202egnp\r\n".encode()) == "id,label\n1,\\u202egnp\n"
