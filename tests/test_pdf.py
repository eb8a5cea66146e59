"""PDFs: running text out of lines of type, on pages that citations can name."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from papers import Type, column, pdf

from corpus.errors import SourceError
from corpus.formats import pdf as module
from corpus.formats.markup import Marked
from corpus.formats.pdf import read_pdf
from corpus.reading import read_sources

LAMPS = (
    "The board keeps twelve lamps along the harbour wall, and lights them at dusk, so",
    "that the boats find their way home when the wind turns and the tide runs out.",
)
STORM = (
    "A storm put out nine of the lamps in 2020, and for three nights no boat dared to",
    "leave. The board had them mended within the week, at a cost of nine thousand yen.",
)
BODY = " ".join(LAMPS)


def read(*pages: list[Type], title: str = "") -> Marked:
    return read_pdf(pdf(*pages, title=title), "a.pdf")


def test_lines_are_joined_to_paragraphs_and_gaps_part_them() -> None:
    marked = read(column(*LAMPS) + column(*STORM, y=150))
    assert marked.text == f"{BODY}\n\n{' '.join(STORM)}"


def test_an_indented_first_line_opens_a_paragraph() -> None:
    marked = read([*column(*LAMPS), Type(STORM[0], 90, 126.4), *column(STORM[1], y=139.6)])
    assert marked.text.split("\n\n") == [BODY, " ".join(STORM)]


def test_larger_type_is_a_heading_and_the_largest_the_title() -> None:
    marked = read(
        [Type("Harbour report", 72, 50, 24), Type("1 Lamps", 72, 80, 15), *column(*LAMPS),
         Type("2 Storms", 72, 150, 15), *column(*STORM, y=170)]
    )  # fmt: skip
    assert marked.title == "Harbour report"
    assert [(h.text, h.level) for h in marked.headings] == [("Harbour report", 1), ("1 Lamps", 2), ("2 Storms", 2)]
    assert all(h.span.of(marked.text) == h.text for h in marked.headings)


def test_bold_type_on_a_line_of_its_own_is_a_heading_below_those_in_larger_type() -> None:
    marked = read([Type("Lamps", 72, 60, 16), Type("Care of the Lamps", 72, 86, 11, bold=True), *column(*LAMPS)])
    assert [(h.text, h.level) for h in marked.headings] == [("Lamps", 1), ("Care of the Lamps", 2)]


def test_the_title_that_the_file_names_goes_first_unless_a_program_made_it_up() -> None:
    page = [Type("Largest", 72, 60, 20), *column(*LAMPS)]
    titles = ("Harbour report", "Microsoft Word - x", "report_final.docx", "untitled")
    assert [read(page, title=title).title for title in titles] == ["Harbour report", "Largest", "Largest", "Largest"]


def test_a_list_is_a_block_of_its_items() -> None:
    marked = read(
        column(*LAMPS) + column("• twelve lamps", "• nine boats,", y=150) + column("of two kinds", x=80, y=177)
    )
    assert marked.text == f"{BODY}\n\n• twelve lamps\n• nine boats, of two kinds"


def year(number: int) -> tuple[str, str]:
    """Two lines that no other page has."""
    return (
        f"In the year {'i' * number} the board kept its lamps lit through all of the nights but a few,",
        f"as we are told in the book of the year {'i' * number} that it keeps.",
    )


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [Type("Harbour report", 72, 40), *column(*year(number)), Type(f"page {number}", 300, 760)]
        for number in range(7, 11)
    ]
    assert read(*pages).text.split("\n\n") == [" ".join(year(number)) for number in range(7, 11)]


def test_a_running_head_with_the_pages_number_is_left_out_however_it_changes() -> None:
    names = enumerate(("Lamps", "Boats", "Tides"), 4)
    pages = [[Type(f"Of {name} {number}", 72, 40), *column(*year(number))] for number, name in names]
    assert read(*pages).text.split("\n\n") == [" ".join(year(number)) for number in (4, 5, 6)]


def test_a_contents_page_is_left_out() -> None:
    contents = column("Contents", "1 Lamps . . . . . . . . 2", "2 Storms . . . . . . . 2", "3 Boats . . . . . . . . 3")
    names = enumerate(("1 Lamps", "2 Storms", "3 Boats"), 1)
    pages = [[Type(name, 72, 60, 15), *column(*year(number))] for number, name in names]
    assert read(contents, *pages).text.startswith("1 Lamps\n\nIn the year i")


def test_a_paragraph_goes_on_over_a_page_and_every_page_is_found_again() -> None:
    marked = read(column(LAMPS[0], y=700), column(LAMPS[1], y=60), [], column(*STORM))
    assert marked.text == f"{BODY}\n\n{' '.join(STORM)}"
    second, third = marked.text.index("that the boats"), marked.text.index("A storm")
    assert marked.pages == (0, second, third, third)


def test_columns_are_read_one_after_the_other() -> None:
    left = column("The left column is read to its", "end before the right one begins,", "and goes on", y=100)
    right = column("at the top of the right column,", "as the eye does.", x=320, y=100)
    assert read(left + right).text == (
        "The left column is read to its end before the right one begins, and goes on at the top of the right "
        "column, as the eye does."
    )


def hyphened(*lines: str, also: str = "") -> str:
    """The text of these lines, the first of which end in hyphens; `also` stands elsewhere."""
    found = read(column(*lines) + (column(also, y=300) if also else []))
    return found.text.partition("\n\n")[0]


def test_a_word_that_a_line_break_parted_is_joined_and_a_hyphen_of_its_own_is_kept() -> None:
    lines = ("The harbour master wrote in his long report to the governors of the board that naviga-",
             "tion along the wall is dangerous.")  # fmt: skip
    assert hyphened(*lines).endswith("board that navigation along the wall is dangerous.")
    lines = ("The harbour master wrote in his long report to the governors that the lamps are well-",
             "known along the wall, and safe.")  # fmt: skip
    assert "lamps are well-known along" in hyphened(*lines, also="A well-known wall.")
    lines = ("The harbour master wrote in his long report to the governors of the board from the Otaru-",
             "Nemuro line of the ferry.")  # fmt: skip
    assert "Otaru-Nemuro line" in hyphened(*lines)


def fails(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_pdf(data, "a.pdf")
    assert str(caught.value).startswith("a.pdf: ")
    return caught.value.reason


def test_a_protected_file_says_what_to_do() -> None:
    key = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'ab' * 32}> /U <{'cd' * 32}> /P -4 >> /ID [<00> <00>]"
    assert fails(pdf(column(*LAMPS), trailer=key)) == "it is protected by a password: save a copy without one"


def test_a_scan_says_that_it_needs_ocr() -> None:
    assert fails(pdf([], [])) == "its 2 pages hold no text, only pictures: run it through OCR first"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"The tide ebbs.", pdf(column(*LAMPS))[:300], b"\0" * 100])
def test_a_damaged_file_says_so(data: bytes) -> None:
    assert fails(data).startswith("it can't be read as PDF: the file is damaged, or is something else")


def test_a_file_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_UNPACKED", 2**20)
    once = zlib.compress(b"BT ET " * 2**18)
    assert fails(pdf([], stream=once)) == "a part of it unpacks to more than 1 MiB: export it anew"


@pytest.mark.parametrize("limit", ["MOST_CHARACTERS", "PATIENCE"])
def test_a_file_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(module, limit, 0)
    assert fails(pdf(column(*LAMPS), [])) == "it is too long (read up to page 1): split it into several files"


def test_a_documents_pages_are_told_by_place(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(pdf(column(*LAMPS), column(*STORM)))
    (tmp_path / "notes.txt").write_text("The tide ebbs.")
    notes, report = read_sources([tmp_path])
    places = [0, len(BODY), report.text.index("A storm"), len(report.text)]
    assert [report.page_at(place) for place in places] == [1, 1, 2, 2]
    assert (notes.pages, notes.page_at(3)) == ((), None)
