"""Headings found by their form, in a text that has no marks for them.

A line that is no heading after all costs nothing: it stays prose and is merged with what follows. One that is
wrongly taken for a heading leaves the prose. So every rule here would rather miss one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.abbreviations import OPENERS
from corpus.layout import Piece

_MOST_WORDS = 18
#: Divisions of a legal or long text, outermost first; those of the last group stand beside the body.
_RANKS = (
    ("book",),
    ("part",),
    ("title",),
    ("chapter",),
    ("section",),
    ("subsection",),
    ("article", "rule", "clause", "regulation"),
)
_BESIDE = (
    "annex",
    "annexe",
    "annexure",
    "appendix",
    "schedule",
    "protocol",
    "exhibit",
    "attachment",
    "addendum",
)
_DIVISIONS = {word: rank for rank, words in enumerate(_RANKS) for word in words} | dict.fromkeys(_BESIDE, 0)
_LABEL = re.compile(
    rf"(?P<word>{'|'.join(_DIVISIONS)})\b(?:\s+(?P<number>\d+(?:[.-]\d+)*[a-z]?|[ivxlcdm]+|[a-z]|one|two|three|four"
    r"|five|six|seven|eight|nine|ten)\b)?(?P<rest>.*)\Z",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:(?P<number>\d{1,3}(?:\.\d{1,3})*)\.?\)?|(?P<letter>[A-Z](?:\.\d{1,3})+)\.?|(?P<roman>[IVXLC]{1,7}|[A-Z])[.)])\s+(?P<rest>\S.*)\Z"
)
_DATE = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+\d{4}"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
    r"|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+\d{4}$|\b\d{4}-\d\d-\d\d\b|\b\d\d?[./]\d\d?[./]\d{2,4}\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"://|www\.|\S@\S|[{}<>\\=]|_{2,}|\.{3,}|…| \| |[$€£¥₹%]")
_VERB = re.compile(
    r"\b(?:is|are|was|were|am|be|been|has|have|had|will|would|shall|can|could|may|might|must|should|does|did|said|says"
    r"|include|includes|included|took|takes|made|makes|became|becomes|held|shows?|means|it|they|we|you|he|she|i)\b"
)
_QUESTION = re.compile(
    r"(?:what|why|how|when|where|who|which|whose|is|are|can|could|do|does|did|should|will|may|must)\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:figure|fig|table|source|photo|image|credit|note|notes|dear|see|to|from|cc|re|subject|date|tel|phone|fax|e-?mail"
    r"|by|posted|published|updated|copyright|©|for (?:more |further )?(?:details|information)|example|warning|tip"
    r"|important|caution|hint|address|website|contact|ps|p\.s|e\.g|i\.e|https?|time|venue|place)\b[^\w\s]?",
    re.IGNORECASE,
)
_SMALL = frozenset(
    "a an and as at between by de der des di du el for from in into la le of on or per the to under upon van von via vs with".split()
)
_WORD = re.compile(r"[^\W_][\w'’&/.-]*")
_PAST = re.compile(r"[a-z]{3,}ed")
_RUN_IN = re.compile(r"(?P<head>[^\s:.;?!](?:[^:;?!\n]{1,200}?)?)\s?:(?=\s*[^\W_]|\s*[\"“‘'(])(?!//)")
_NUMBER_RUN_IN = re.compile(
    r"(?P<head>(?:(?:article|section|clause|rule)\s+)?\d{1,3}(?:\.\d{1,3})*\.?\s*(?P<title>[^.:;?!\n]{0,80}?))(?:[.:]|\s[-–—])\s+(?=[A-Z\"“(])",
    re.IGNORECASE,
)


def heading_levels(pieces: Sequence[Piece]) -> tuple[int, ...]:
    """For each piece the level of the heading that it is, 1 outermost; 0 where it is none.

    Levels follow the divisions' own order (part, chapter, article), the depth of a number ("3.1"), the order in
    which underlines first occur; any other heading is outermost.
    """
    forms = [_form(pieces, i) for i in range(len(pieces))]
    forms = _without_runs(pieces, forms)
    return tuple(_levels(pieces, forms))


def _form(pieces: Sequence[Piece], i: int) -> str:
    """How a piece is a heading: underlined, label, numbered, capitals, plain; empty where it is none."""
    piece = pieces[i]
    if piece.underline:
        return "underlined"
    if piece.kind == "row" or piece.lines > 5 or piece.words > _MOST_WORDS:
        return ""
    if not _stands_out(pieces, i) or i + 1 == len(pieces):
        return ""
    if label(piece.text) is not None:
        return "label"
    if _is_numbered(pieces, i):
        return "numbered"
    if piece.kind == "prose" and _is_capitals(piece.text):
        return "capitals"
    return "plain" if _is_plain(pieces, i) else ""


def _stands_out(pieces: Sequence[Piece], i: int) -> bool:
    """Whether a piece is alone between blank lines, or heads the paragraph that follows at once."""
    piece = pieces[i]
    first = i == 0 or pieces[i - 1].block != piece.block
    last = i + 1 == len(pieces) or pieces[i + 1].block != piece.block
    if not first:
        return False
    if last:
        return True
    after = pieces[i + 1]
    return after.kind == "prose" and piece.words <= 10 and (after.lines > 1 or after.indent > piece.indent)


def label(text: str) -> str | None:
    """The division that a line names ("Article 5", "ANNEX A: Definitions"), in lower case; None where it is prose."""
    match = _LABEL.match(text)
    if match is None or not text[0].isupper():
        return None
    word, rest = match["word"].lower(), match["rest"].strip()
    if match["number"] is None:
        return word if word in _BESIDE and not rest else None
    if rest and not re.match(r"[.:—–(\[“\"-]|[A-Z]", rest):
        return None
    if rest.strip(".:—–- ") and (rest[-1] in ".,;" or _VERB.search(rest)):
        return None
    return word


def is_bare_label(text: str) -> bool:
    """Whether a heading is a number alone, whose title may follow in the next line."""
    match = _LABEL.match(text)
    return match is not None and not match["rest"].strip(" .:—–-")


def _is_numbered(pieces: Sequence[Piece], i: int) -> bool:
    match = _NUMBERED.match(pieces[i].text)
    if match is None or not is_title(match["rest"]):
        return False
    return pieces[i].indent <= _body_indent(pieces, i)


def _body_indent(pieces: Sequence[Piece], i: int) -> int:
    """The indentation of the paragraph below: a numbered heading is not indented more."""
    after = next((p for p in pieces[i + 1 : i + 4] if p.words >= 8), None)
    return after.indent if after else 0


def is_title(text: str) -> bool:
    """Whether a line reads as a title: a short noun phrase without a full stop."""
    if text[-1] in ".,;!" or _ADDRESS.search(text) or _DATE.search(text) or _VERB.search(text):
        return False
    first = next((c for c in text if c.isalnum()), "")
    return bool(first) and not first.islower() and len(text.split()) <= 14


def _is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    long = any(len(word) > 2 for word in re.findall(r"[^\W\d_]+", text))
    if not long or any(c.islower() for c in letters) or not any(c.isupper() for c in letters):
        return False
    verbs = re.match(r"(?:HAVE|HAS|WHEREAS|CONSIDERING|RECALLING|DESIRING|HAVING)\b", text)
    return text[-1] not in ".,;" and not verbs and not _ADDRESS.search(text) and not _DATE.search(text)


def _is_plain(pieces: Sequence[Piece], i: int) -> bool:
    """Whether a line without a mark of its own heads what follows it."""
    piece, after = pieces[i], pieces[i + 1]
    text = piece.text
    if piece.kind != "prose" or piece.lines > 2 or len(text) > 140 or _CAPTION.match(text):
        return False
    if text[-1] == "?":
        return _QUESTION.match(text) is not None and after.words >= 6
    if text[-1] == ":" and after.kind != "prose":
        return False
    if (
        not is_title(text)
        or text[0] in "\"“‘'"
        or (text[0].isdigit() and not re.match(r"(?:19|20)\d\d\b \S", text))
    ):
        return False
    if i and pieces[i - 1].kind == "prose" and pieces[i - 1].text[-1] in ",-–—" and pieces[i - 1].words > 4:
        return False
    indented = piece.indent - after.indent
    centred = piece.indent >= 12
    return not after.text[0].islower() and (centred or indented <= 0)


def _without_runs(pieces: Sequence[Piece], forms: Sequence[str]) -> list[str]:
    """The forms without those that come in a row: many short lines with no prose below any are a list."""
    kept = list(forms)
    start = 0
    for i in range(1, len(forms) + 1):
        if i == len(forms) or forms[i] != forms[start] or forms[i] in ("", "underlined", "label"):
            run = i - start
            most = 2 if forms[start] == "numbered" else 3
            if forms[start] == "numbered" and _deepens(pieces[start:i]):
                most = run
            if forms[start] not in ("", "underlined", "label") and run > most:
                kept[start:i] = [""] * run
            start = i
    return kept


def _deepens(pieces: Sequence[Piece]) -> bool:
    depths = [_depth(piece.text) for piece in pieces]
    return all(a < b for a, b in zip(depths, depths[1:], strict=False))


def _depth(text: str) -> int:
    """How deep a numbered heading stands: 1 for "3.", 2 for "3.1", 1 for a letter or a Roman numeral."""
    match = _NUMBERED.match(text)
    if match is None:
        return 1
    return (match["number"] or match["letter"] or "1").count(".") + 1


def _levels(pieces: Sequence[Piece], forms: Sequence[str]) -> list[int]:
    ranks = sorted(
        {
            _DIVISIONS[word]
            for p, f in zip(pieces, forms, strict=True)
            if f == "label" and (word := label(p.text)) and word not in _BESIDE
        }
    )
    lines = list(dict.fromkeys(piece.underline for piece in pieces if piece.underline))
    levels = []
    for piece, form in zip(pieces, forms, strict=True):
        word = label(piece.text) if form == "label" else None
        if word is not None:
            levels.append(1 if word in _BESIDE else 1 + ranks.index(_DIVISIONS[word]))
        elif form == "underlined":
            levels.append(1 + lines.index(piece.underline))
        elif form == "numbered":
            levels.append(_depth(piece.text))
        else:
            levels.append(1 if form else 0)
    return levels


def run_in(text: str) -> int:
    """How many characters of a paragraph are a run-in heading ("Validity: The memorandum …"); 0 for none.

    It is a noun phrase of up to 20 words before a colon, with or without a space after it, and before a
    sentence; or a number and a title before a full stop ("3.2 Term. This agreement …").
    """
    numbered = _NUMBER_RUN_IN.match(text)
    if numbered and text[0].isupper() | text[0].isdigit() and _is_name(numbered["title"] or "A"):
        return numbered.end("head") if len(text[numbered.end() :].split()) >= 6 else 0
    match = _RUN_IN.match(text)
    if match is None or _CAPTION.match(text) or len(match["head"].split()) > 20:
        return 0
    head, rest = match["head"], text[match.end() :].strip()
    sentence = (
        len(rest.split()) >= 8
        and (rest[0].isupper() or not rest[0].isalpha())
        and re.search(r"[.!?][\"”’)]*(?:\s|\Z)", rest)
    )
    return match.end("head") if sentence and _is_name(head) else 0


def _is_name(head: str) -> bool:
    """Whether words name a thing rather than begin a sentence."""
    if _VERB.search(head) or _ADDRESS.search(head) or not (head[0].isupper() or head[0].isdigit()):
        return False
    if re.search(r"\.\s", head) or (head[-1].isdigit() and " " not in head) or head.count("(") != head.count(")"):
        return False
    words = [word for word in _WORD.findall(head) if word.lower() not in _SMALL]
    if not words or words[0].lower() in OPENERS or any(_PAST.fullmatch(word) for word in words):
        return False
    capital = sum(not word[0].islower() for word in words)
    if len(words) > 8:
        return capital >= 0.8 * len(words)
    return capital * 2 > len(words) or len(words) <= 2 or (len(words) <= 4 and capital > 0)
