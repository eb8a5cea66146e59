"""reStructuredText: its headings, lists and listings, without its marks."""

from __future__ import annotations

from pathlib import Path

from corpus.formats.rst import read_rst
from corpus.reading import read_sources

SOURCE = """\
Harbour report
==============

.. image:: https://a.example/badge.svg
   :target: https://a.example

.. contents::

The **board** keeps twelve `lamps <https://a.example/lamps>`_ along
the harbour wall, as ``board.conf`` says.

Lamps
-----

* red
* blue

.. note:: They are lit at dusk.

.. code-block:: python

   light(lamps)

Towns
-----

===== ====
Town  Year
===== ====
Otaru 1899
===== ====
"""


def test_marks_go_and_headings_lists_tables_and_listings_stay() -> None:
    marked = read_rst(SOURCE)
    assert marked.title == "Harbour report"
    assert [(h.text, h.level) for h in marked.headings if not h.run_in] == [
        ("Harbour report", 1), ("Lamps", 2), ("Towns", 2)]  # fmt: skip
    assert all(h.span.of(marked.text).startswith(h.text) for h in marked.headings)
    blocks = marked.text.split("\n\n")
    assert blocks[1] == "The board keeps twelve lamps along the harbour wall, as board.conf says."
    assert {"- red\n- blue", "light(lamps)", "Town | Year\nOtaru | 1899"} <= set(blocks)
    assert "They are lit at dusk." in marked.text


def test_what_another_tool_would_know_costs_nothing_else() -> None:
    text = "The lamps of :ref:`the board <board>` burn.\n\n.. automodule:: lamps\n   :members:\n\nThey are red."
    marked = read_rst(text)
    assert marked.text.startswith("The lamps of ")
    assert marked.text.endswith("They are red.")


def test_no_file_is_read_and_no_html_passed_through(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("hidden words")
    file = tmp_path / "a.rst"
    file.write_text(".. include:: secret.txt\n\n.. raw:: html\n\n   <p>passed through\n\nThe tide ebbs.\n")
    (document,) = read_sources([file])
    assert document.text == "The tide ebbs."


def test_what_only_sphinx_knows_reads_as_its_words() -> None:
    text = ":func:`os.tide` and :ref:`the log <log>`, `none`_, :class:`~a.Tide`, but ``:not:`this`_``"
    assert read_rst(text).text == "os.tide and the log, none, a.Tide, but :not:`this`_"
    assert read_rst(".. versionadded:: 3.2\n   The *lamp*.\n\n   Lit.").text == "Added in version 3.2 The lamp.\n\nLit."


def test_classifiers_and_numbers_of_notes_stand_beside_their_words() -> None:
    assert read_rst("lamp : oil\n   It burns.").text == "lamp : oil\n  It burns."
    assert read_rst("Lit [1]_.\n\n.. [1] At dusk.").text == "Lit [1].\n\n[1] At dusk."
