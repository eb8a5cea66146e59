"""DOCX: what Word, LibreOffice and Google Docs write, by way of the HTML that mammoth makes of its styles."""

from __future__ import annotations

import io
import zipfile

import mammoth
from mammoth import images

from corpus.errors import SourceError
from corpus.formats.decoding import clean
from corpus.formats.html import read_html
from corpus.formats.markup import Marked

#: A document whose parts come to more than this once unpacked is refused.
MOST_UNPACKED = 256 * 1024 * 1024
#: Titles and subtitles are headings too; what a reader of the printed page does not see is left out.
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name^='toc '] => !
comment-reference => !
"""
#: What a protected document, and one of Word's older format, begins with.
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")


def read_docx(data: bytes, source: str) -> Marked:
    """The text of a Word document: its headings by style, lists, tables and notes; deleted words left out.

    Its title is what is set as such, else its first heading. Raises SourceError where it can't be unpacked.
    """
    _check(data, source)
    try:
        made = mammoth.convert_to_html(io.BytesIO(data), style_map=_STYLES, convert_image=images.img_element(_no_image))
    except Exception as error:  # whatever a damaged part makes mammoth raise
        raise SourceError(source, "its parts can't be read as a Word document: save it anew") from error
    return read_html(f"<main>{clean(made.value)}</main>")


def _check(data: bytes, source: str) -> None:
    if data.startswith(_COMPOUND):
        raise SourceError(source, "it is protected by a password, or of Word's old format: save it as plain .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
            parts.getinfo("word/document.xml")
    except Exception as error:  # zipfile has many ways to say that it understands nothing
        raise SourceError(source, "it can't be read as a Word document: the file is damaged; save it anew") from error
    if unpacked > MOST_UNPACKED:
        raise SourceError(source, f"it unpacks to more than {MOST_UNPACKED // 2**20} MiB: split it into several files")


def _no_image(image: object) -> dict[str, str]:
    """Pictures say nothing here; their alternative text, which mammoth adds, does."""
    return {"src": ""}
