"""Bytes to clean text: the encoding, line ends, spaces and characters that nobody sees."""

from __future__ import annotations

import codecs
import re
import unicodedata

from corpus.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Where a page says how it is encoded: in its first kilobyte, as the HTML standard has it.
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)", re.I)

_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
_NOISE = re.compile(rf"\x1b\[[0-9;]*[A-Za-z]|[^\n]\x08|[\x01-\x08\x0e-\x1f\x7f{_INVISIBLE}]")
#: Joiners are letters' business in many scripts, and noise in the Latin one.
_JOINER = re.compile("(?<![^\x00-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\u024f])")
_LINE_END = re.compile("\r\n?|\v|\u2028")
_SPACE = re.compile("[^\\S\n\f]")
#: C1 controls are, wherever they occur, Windows-1252 that was taken for Latin-1.
_C1 = {n: bytes([n]).decode("cp1252", "ignore") or None for n in range(0x80, 0xA0)}


def decode(data: bytes, source: str, *, html: bool = False) -> str:
    """The text of a file's bytes: by its byte order mark, else UTF-8, else (`html`) as the page declares.

    Raises SourceError where it is none of these, or no text at all.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data, len(mark), encoding, source)
    if b"\0" in data:
        raise SourceError(source, f"it isn't text (a NUL byte at {data.index(0)}): export it as text, Markdown or HTML")
    declared = _declared(data) if html else None
    if declared is not None:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return _decode(data, 0, declared, source)
    return _decode(data, 0, "utf-8", source)


def _decode(data: bytes, skip: int, encoding: str, source: str) -> str:
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start + skip
        line = data.count(b"\n", 0, at) + 1
        raise SourceError(
            source, f"it isn't {encoding.upper()} at byte {at} (line {line}): save it as UTF-8"
        ) from error


def _declared(data: bytes) -> str | None:
    """The encoding that a page declares, where Python knows it; Latin-1 means Windows-1252 on the web."""
    match = _CHARSET.search(data[:4096])
    if match is None:
        return None
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii")).name
    except LookupError:
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)


def clean(raw: str) -> str:
    """The text in NFC with plain line ends and spaces, without characters that nobody sees.

    Form feeds stay: they are page breaks. A tab is four spaces. Windows-1252 controls become the characters
    that they stand for.
    """
    text = _LINE_END.sub("\n", raw).replace("\u2029", "\n\n")
    text = unicodedata.normalize("NFC", _NOISE.sub("", text.translate(_C1)))
    return _SPACE.sub(" ", _JOINER.sub("", text).replace("\t", "    "))
