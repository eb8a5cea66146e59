"""Bytes become clean text once, before any offset counts in it."""

from __future__ import annotations

import codecs

import pytest

from corpus.errors import SourceError
from corpus.formats.decoding import clean, decode


@pytest.mark.parametrize(
    "data",
    [
        "Größe".encode(),
        codecs.BOM_UTF8 + "Größe".encode(),
        codecs.BOM_UTF16_LE + "Größe".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Größe".encode("utf-16-be"),
        codecs.BOM_UTF32_LE + "Größe".encode("utf-32-le"),
    ],
)
def test_text_is_decoded_by_its_mark_or_as_utf_8(data: bytes) -> None:
    assert decode(data, "a.txt") == "Größe"


def test_a_page_is_decoded_as_it_declares_where_it_is_not_utf_8() -> None:
    page = b'<meta charset="iso-8859-1"><p>Gr\xf6\xdfe \x93x\x94'
    assert decode(page, "a.html", html=True).endswith("Größe “x”")
    assert decode('<meta charset="iso-8859-1">Größe'.encode(), "a.html", html=True).endswith("Größe")
    old = b'<META http-equiv="Content-Type" content="text/html; charset=shift_jis">\x93\x8c\x8b\x9e'
    assert decode(old, "a.html", html=True).endswith("東京")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"ab\ncaf\xe9", "a.html: it isn't UTF-8 at byte 6 (line 2): save it as UTF-8"),
        (b'<meta charset="x-unknown">\xe9', "a.html: it isn't UTF-8 at byte 26 (line 1): save it as UTF-8"),
        (codecs.BOM_UTF16_LE + b"a\0b", "a.html: it isn't UTF-16-LE at byte 4 (line 1): save it as UTF-8"),
        (b"\x89PNG\0\0", "a.html: it isn't text (a NUL byte at 4): export it as text, Markdown or HTML"),
    ],
)
def test_what_can_not_be_decoded_is_named_with_its_place(data: bytes, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        decode(data, "a.html", html=True)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\r\nb\rc\vd\u2028e\u2029f", "a\nb\nc\nd\ne\n\nf"),
        ("a\u00a0b\u2009c\u3000d\te", "a b c d    e"),
        ("cafe\u0301", "café"),
        ("\ufeffco\u00adop\u200beration\u2060", "cooperation"),
        ("a\u202eb\u200fc", "abc"),
        ("N\x08NA\x08A \x1b[1mbold\x1b[0m\x07", "NA bold"),
        ("\x93quote\x94\x92s", "“quote”’s"),
        ("co\u200dop क\u200dष", "coop क\u200dष"),
        ("page\fbreak", "page\fbreak"),
    ],
)
def test_spaces_line_ends_and_unseen_characters_are_made_plain(raw: str, text: str) -> None:
    assert clean(raw) == text
