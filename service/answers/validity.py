"""Whether a thing has run out or is in force on a day: "Has the extension run out?", "Is it still valid?".

The facts that state an end decide, and of those about one thing the one that lasts longest: what was extended runs to
the end of its last extension.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.dateforms import ORDINALS
from corpus.dates import find_dates
from corpus.edtf import spoken
from corpus.model import Fact
from index.asof import standing
from index.hits import FactHit
from service.answers.questions import Kind

_OPENS = r"^(?:and |but |so )?(?:has|have|hasn['’]t|haven['’]t|is|are|isn['’]t|aren['’]t|do|does|don['’]t|doesn['’]t)\b"
_OVER = re.compile(rf"{_OPENS}.*\b(?:run out|expired?|lapsed?|ended|over|elapsed|no longer)\b", re.IGNORECASE)
_RUNNING = re.compile(
    rf"{_OPENS}.*\b(?:in force|valid|in effect|effective|running|active|ongoing|binding|operative"
    r"|(?:appl(?:y|ies)|run)(?=\s+until\b|\s+(?:still|any ?more|now)\b|\W*$))\b",
    re.IGNORECASE,
)
#: What a source says of a validity.
_SPOKEN = re.compile(
    r"\b(?:until|till|up ?to|expir\w*|laps\w*|valid\w*|in force|in effect|effective|binding|ongoing|terminat\w*"
    r"|revok\w*|repeal\w*|ended|ends|over|ran|runs?|run out|still|no longer)\b",
    re.IGNORECASE,
)
#: A fact that bears on the question less than this, beside the best that does, is about another thing.
_NEAR = 0.75


@dataclass(frozen=True, slots=True)
class Validity:
    """What is said, of which kind, and the fact that it rests on."""

    text: str
    kind: Kind
    fact: Fact


def validity(question: str, facts: Sequence[FactHit], day_of: Callable[[str], str]) -> Validity | None:
    """Yes or no by the day that `day_of` gives for a document's id, in EDTF, or the end alone where that can't tell.

    None where the question isn't one about today, or no fact near enough to it states an end.
    """
    over = bool(_OVER.search(question))
    if not (over or _RUNNING.search(question)) or find_dates(question):
        return None
    group = _of_one_thing(question, facts)
    if not group:
        return None
    day = day_of(group[0].evidence.document_id)
    found = standing(group, day)
    if found is None:
        return None
    how, fact = found
    end = spoken(fact.valid_until or "")
    if how == "open":
        return Validity(f"Until {end}", "date", fact)
    yes = (how == "ended") == over
    ran = "ran" if how == "ended" else "runs"
    return Validity(f"{'Yes' if yes else 'No'}: it {ran} until {end} (as of {spoken(day)})", "yesno", fact)


def unsaid(question: str, evidence: str) -> bool:
    """Whether the question is about a validity and the evidence says nothing of one."""
    return bool(_OVER.search(question) or _RUNNING.search(question)) and not _SPOKEN.search(evidence)


def _of_one_thing(question: str, facts: Sequence[FactHit]) -> list[Fact]:
    """The facts that state an end of the thing that the question is about."""
    least = _NEAR * max((hit.score for hit in facts), default=0.0)
    ending = [hit.fact for hit in facts if hit.fact.valid_until]
    near = next((hit.fact for hit in facts if hit.fact.valid_until and hit.score >= least), None)
    if near is None:
        return []
    numbered = [word for word in ORDINALS if re.search(rf"\b{word}\b", question, re.IGNORECASE)]
    group = [fact for fact in ending if fact is near or _same(fact, near)]
    return [fact for fact in group if all(word in fact.label.casefold() for word in numbered)]


def _same(one: Fact, other: Fact) -> bool:
    """Whether two facts tell of one thing: the same parties and topic, or else the same label."""
    if one.topic or other.topic:
        return (frozenset(one.parties), one.topic) == (frozenset(other.parties), other.topic)
    return one.label.casefold() == other.label.casefold()
