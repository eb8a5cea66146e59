"""The day that a question is asked for: what the source says of its own date, and what has run out by a day.

A source's day is what it says itself: "as of", "last updated", "dated", or a line that is nothing but a date. Where it
says none, it is the day of its file, else that of the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal
from weakref import WeakKeyDictionary

from corpus.dates import find_dates
from corpus.edtf import bounds, spoken
from corpus.model import Document, Fact
from index.generation import Generation

_LABEL = re.compile(
    r"\b(?:as of|as on|last (?:updated|modified|revised|reviewed)|updated(?: on)?|dated|published(?: on)?|date)\b"
    r"\s*:?\s*(?:on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_IN_FORCE = re.compile(
    r"(?:which|what)(?: of the)? "
    r"(?P<noun>(?:[\w-]+ )?(?:agreements|arrangements|memoranda|treaties|mous|mocs|extensions))"
    r"(?: that)? are (?:still |currently |now )*(?:in force|valid|running|in effect)(?P<rest>[^?]*)\??",
    re.IGNORECASE,
)
_NEAR = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_RELATIVE = re.compile(rf"(?<!the )\b(?P<near>{'|'.join(_NEAR)}) (?P<unit>year|month)\b(?!['’]s)", re.IGNORECASE)


#: Reading a source's day takes a look at each of its lines, so it is done once a generation.
_DAYS: WeakKeyDictionary[Generation, dict[str | None, str]] = WeakKeyDictionary()


def day_of(generation: Generation, document_id: str | None = None) -> str:
    """The day of one source, or of them all the latest, in EDTF."""
    days = _DAYS.setdefault(generation, {})
    if document_id not in days:
        days[document_id] = _day_of(generation, document_id)
    return days[document_id]


def _day_of(generation: Generation, document_id: str | None) -> str:
    manifest = generation.manifest
    documents = [one for one in generation.documents.values() if document_id in (None, one.id)]
    filed = max((one.filed for one in manifest.sources if one.filed and document_id in (None, one.id)), default=None)
    return source_day(documents) or filed or manifest.built_at[:10]


def source_day(documents: Iterable[Document]) -> str | None:
    """The latest date that any of the sources gives as its own, in EDTF; None where none gives one."""
    return max((day for one in documents if (day := _own_day(one.text))), key=lambda day: bounds(day)[1], default=None)


def _own_day(text: str) -> str | None:
    """The date that a text gives as its own: the latest that is labelled so, or that has a line to itself."""
    own = []
    for line in text.splitlines():
        for date in find_dates(line) if len(line) < 200 else ():
            if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", date.edtf):
                continue
            alone = date.span.of(line) == line.strip(" .()") and len(date.edtf) > 4
            if alone or _LABEL.search(line[: date.span.start]):
                own.append(date.edtf)
    return max(own, key=lambda day: bounds(day)[1], default=None)


def ended(fact: Fact, day: str) -> bool | None:
    """Whether the fact's validity has run out by this day; None where it states no end, or the dates don't tell."""
    if fact.valid_until is None:
        return None
    first, last = bounds(fact.valid_until)
    if last < bounds(day)[0]:
        return True
    return False if first >= bounds(day)[1] else None


def standing(facts: Sequence[Fact], day: str) -> tuple[Literal["in force", "ended", "open"], Fact] | None:
    """How the thing that these facts tell of stands on this day, by the one whose validity lasts longest.

    None where none of them states an end.
    """
    dated = [fact for fact in facts if fact.valid_until]
    if not dated:
        return None
    latest = max(dated, key=lambda fact: bounds(fact.valid_until or "")[1])
    over = ended(latest, day)
    return ("open" if over is None else "ended" if over else "in force"), latest


def is_relative(question: str) -> bool:
    """Whether the question says anything relative to the day that it is asked for."""
    return bool(_RELATIVE.search(question) or _IN_FORCE.fullmatch(question.strip()))


def resolved(question: str, day: str) -> str:
    """The question with what it says relative to the day in dates of its own: "last year", "still in force"."""
    if match := _IN_FORCE.fullmatch(question.strip()):
        return f"Which {match['noun']}{match['rest']} expire after {spoken(day)}?"
    low, high = bounds(day)

    def absolute(match: re.Match[str]) -> str:
        by, unit = _NEAR[match["near"].lower()], match["unit"].lower()
        if unit == "month" and low[:7] != high[:7]:
            return match.group()
        year, month = int(low[:4]), int(low[5:7])
        if unit == "year":
            said = str(year + by)
        else:
            year, month = year + (month - 1 + by) // 12, (month - 1 + by) % 12 + 1
            said = spoken(f"{year:04d}-{month:02d}")
        governed = re.search(
            r"\b(?:in|of|since|until|before|after|by|during)\s+$", question[: match.start()], re.IGNORECASE
        )
        return said if governed else f"in {said}"

    return _RELATIVE.sub(absolute, question)
