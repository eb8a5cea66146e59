"""Several questions in one message: "When was it signed, and who signed it?", "How many? And until when?".

Only what is a question by its form is cut off: "and when it rains", "the town that burned and which later …" are not.
"""

from __future__ import annotations

import re

#: A message of more questions than this is taken as one.
MOST = 4
#: Without a question mark, a question has more words than this.
_SHORTEST = 3
_AUXILIARY = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)"
_PREPOSITION = r"(?:in|on|at|to|from|for|by|with|until|till|since|under|of)"
_MEASURE = r"how (?:many|much|long|old|far|often|large|big|high|tall|deep|wide|fast)"
#: After "and which" these go on with a clause that tells.
_ADVERB = r"(?:later|then|also|now|still|first|since|subsequently|eventually|finally|once|already|had|has|have)"
#: A clause that asks: its asking word, then what makes it a question.
_ASKING = (
    rf"(?:(?:{_PREPOSITION}\s+)?(?:when|where|why|how|whom|whose|what|wh?ich|{_MEASURE})\s+(?!{_ADVERB}\b)(?:[\w-]+\s+){{0,3}}?"
    rf"{_AUXILIARY}\b|who\s+\w+|{_MEASURE}\b|(?:{_PREPOSITION}\s+)?(?:when|where|whom|why)\s*\?)"
)
_JOINT = re.compile(rf"(?:\s*[,;])?\s+(?:and|but)\s+(?:also\s+)?(?={_ASKING})", re.IGNORECASE)
#: One of several in a row: "who signed it, when and where?".
_ROW = re.compile(r",\s+(?=(?:when|where|why|how|who)\b)", re.IGNORECASE)
_OPENS = re.compile(
    rf"(?:{_PREPOSITION}\s+)?(?:when|where|why|how|who|whom|whose|what|which)\b|{_AUXILIARY}\b", re.IGNORECASE
)
_PAIR = re.compile(
    r"(?P<one>when|where|why|how)\s+and\s+(?P<other>when|where|why|how|(?:by|with)\s+whom)\s+(?P<rest>\S.*)", re.I
)
_SENTENCE = re.compile(r"[^?]*\?|[^?]+$")
_LEAD = re.compile(r"^(?:and|but|also|then|so)\b[\s,]*", re.IGNORECASE)


def parts_of(message: str) -> tuple[str, ...]:
    """The questions of a message in order, as they were worded; the message itself where it asks one thing."""
    message = " ".join(message.split())
    found = [part for sentence in _SENTENCE.findall(message) if _asks(sentence) for part in _clauses(sentence.strip())]
    return tuple(found) if 1 < len(found) <= MOST else (message,)


def asked_for(part: str) -> str:
    """What a question asks for, in its own words: "who", "until when", "how many"; "that" where it opens otherwise."""
    opens = re.match(rf"(?:(?:{_PREPOSITION})\s+)?(?:{_MEASURE}|when|where|why|how|who|whom|whose|what|which)\b",
                     _LEAD.sub("", part.strip()), re.IGNORECASE)  # fmt: skip
    return opens.group().lower() if opens else "that"


def _asks(sentence: str) -> bool:
    """Whether a sentence is a question that can be asked by itself, or leans on one before: not "Really?"."""
    said = _LEAD.sub("", sentence.strip())
    return bool(_OPENS.match(said)) and (said.endswith("?") or len(said.split()) > _SHORTEST)


def _clauses(sentence: str) -> list[str]:
    """The sentence cut where a second question begins in it."""
    if pair := _PAIR.fullmatch(sentence):
        return [f"{pair['one']} {pair['rest']}", f"{pair['other']} {pair['rest']}"]
    cuts = [match for match in _JOINT.finditer(sentence) if _asks_itself(sentence[: match.start()])]
    starts = [0, *(match.end() for match in cuts)]
    ends = [*(match.start() for match in cuts), len(sentence)]
    parts = [sentence[start:end].strip(" ,;") for start, end in zip(starts, ends, strict=True)]
    row = [one for part in parts[:-1] for one in _ROW.split(part)]
    return [part if part.endswith("?") else f"{part}?" for part in (*row, parts[-1]) if part]


def _asks_itself(clause: str) -> bool:
    """Whether what stands before a joint is a whole question: an asking word, and more than that."""
    return bool(_OPENS.match(_LEAD.sub("", clause))) and len(clause.split()) > 2
