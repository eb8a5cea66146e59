"""The words of the sources, as they write them."""

from __future__ import annotations

from pathlib import Path

from harbour import NOTES, REPORT, harbour

from index.vocabulary import Vocabulary


def test_a_word_is_counted_in_all_its_forms_and_keeps_the_usual_one() -> None:
    words = Vocabulary.of(
        ["Tides rise. The tide and TIDX met tidx; R&D too.", "TIDX fell. TIDX, TIDX and TIDX rose: a Tide."]
    )
    assert (words.form("TIDE"), words.count("tide")) == ("tide", 2)
    assert (words.form("tidx"), words.count("TidX")) == ("TIDX", 6)
    assert "r&d" in words
    assert "lamp" not in words
    assert (words.form("Lamp"), words.count("lamp")) == ("Lamp", 0)


def test_a_generation_keeps_what_a_build_gave_it(tmp_path: Path) -> None:
    assert harbour(tmp_path).generation.vocabulary == Vocabulary.of([NOTES.text, REPORT.text])
