"""Word documents: headings by style, lists, tables, and what is wrong with a file that can't be read."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from papers import BULLET, NUMBER, docx, para, table

from corpus.errors import SourceError
from corpus.formats import docx as module
from corpus.formats.docx import read_docx
from corpus.reading import read_sources

LAMPS = "The board keeps twelve lamps along the harbour wall."


def text(*body: str) -> str:
    return read_docx(docx(*body), "a.docx").text


def test_headings_are_told_by_their_styles_and_the_title_by_its_own() -> None:
    marked = read_docx(
        docx(para("Harbour report", "Title"), para("Lamps", "heading 1"), para(LAMPS), para("Care", "heading 2")),
        "a.docx",
    )
    assert marked.title == "Harbour report"
    assert [(h.text, h.level) for h in marked.headings] == [("Harbour report", 1), ("Lamps", 1), ("Care", 2)]
    assert marked.text == f"Harbour report\n\nLamps\n\n{LAMPS}\n\nCare"


def test_a_bold_line_is_a_heading_as_in_every_format() -> None:
    marked = read_docx(docx(para("Care of the Lamps", bold=True), para(LAMPS)), "a.docx")
    assert [h.text for h in marked.headings] == ["Care of the Lamps"]


def test_lists_and_tables_keep_their_form() -> None:
    body = (para("red", list_=BULLET), para("dark red", list_=BULLET, level=1), para("blue", list_=BULLET))
    assert text(*body) == "- red\n  - dark red\n- blue"
    assert text(para("first", list_=NUMBER), para("second", list_=NUMBER)) == "1. first\n2. second"
    assert text(table(("Lamp", "Year"), ("North", "1999"))) == "Lamp | Year\nNorth | 1999"


def test_deleted_words_and_tables_of_contents_are_left_out() -> None:
    assert text(para("Lamps 3", "toc 1"), para("The board is gone.", gone=True), para(LAMPS)) == LAMPS


def test_a_document_of_a_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(docx(para(LAMPS)))
    (document,) = read_sources([tmp_path])
    assert (document.id, document.title, document.text, document.pages) == ("report.docx", "report", LAMPS, ())


def fails(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_docx(data, "a.docx")
    return caught.value.reason


def other_zip() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("a.txt", "The tide ebbs.")
    return file.getvalue()


def test_what_is_no_word_document_says_so() -> None:
    damaged = "it can't be read as a Word document: the file is damaged; save it anew"
    assert fails(b"The tide ebbs.") == fails(docx(para(LAMPS))[:200]) == fails(other_zip()) == damaged
    of_the_future = docx(para(LAMPS)).replace(b"PK\x01\x02\x14\x03\x14\x00", b"PK\x01\x02\x14\x03\xff\x00")
    assert fails(of_the_future) == damaged
    assert fails(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500) == (
        "it is protected by a password, or of Word's old format: save it as plain .docx"
    )


@pytest.mark.parametrize("body", ["<w:p>", "<w:p><w:r><w:t>&lol;</w:t></w:r></w:p>"])
def test_a_damaged_part_says_so(body: str) -> None:
    assert fails(docx(body)) == "its parts can't be read as a Word document: save it anew"


def test_a_file_that_unpacks_without_end_is_refused_before_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_UNPACKED", 2**20)
    packed = docx(para(LAMPS), **{"word/media/a.png": b"\0" * 2**21})
    assert fails(packed) == "it unpacks to more than 1 MiB: split it into several files"
