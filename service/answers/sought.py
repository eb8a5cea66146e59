"""What sort of thing a question seeks: a person, a body, a place, a part of a document, a post or a title."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from corpus.names import BODY_HEADS, ROLES
from index.lexical import STOP_WORDS, terms
from index.nations import nation
from service.answers.holding import bare
from service.answers.questions import asking

#: What the words that answer must be, "who" being a person or a body; None where the question doesn't say.
Expected: TypeAlias = Literal["person", "who", "body", "place", "part", "post", "title"] | None
_OFFICES = "|".join(sorted(ROLES, key=len, reverse=True))
_ASKED = re.compile(r"\b(?:which|what|whose|wich)\b(?P<np>(?:\s+[\w’'&/-]+){1,5})", re.IGNORECASE)
_WHO = re.compile(r"\b(?:who|whom)\b", re.IGNORECASE)
_TITLED = re.compile(
    r"\bwhat (?:is|was|were|are) (?:the )?(?:[\w-]+ )?(?:title|theme|motto|slogan)\b"
    r"|\b(?:what|how) (?:is|was|were|are|did)\b.*\b(?:called|titled|entitled|named)\W*$",
    re.IGNORECASE,
)
#: An office is held by a person.
_ROLE = re.compile(rf"\b(?:{_OFFICES}|chaired|presided|headed|led|posts?|whose)\b", re.I)
#: Who holds it: no verb stands between.
HOLDER = re.compile(
    r"\bwho(?:['’]s| is| was| are| were)\s+(?:now |currently )?(?:the |an? |its |their )?"
    rf"(?:[\w’'&-]+\s+){{0,4}}?(?:{_OFFICES})\b",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\bwhere\b", re.IGNORECASE)
_OWNED = re.compile(
    r"\b(?P<a>[A-Z][\w.&-]+)['’]s?\s+(?:[\w-]+\s+){0,3}?"
    rf"(?:{_OFFICES}|team|delegation|side|group|party|staff)\b"
    rf"|\b(?:{_OFFICES}|spoke|signed|sat|led|came|there)\s+(?:\w+\s+){{0,3}}?"
    r"(?:for|of|from)\s+(?:the\s+)?(?P<b>[A-Z][\w.&-]+)"
)
_PERSON = frozenset(
    """minister person director president professor scientist chairman chairperson chair secretary winner laureate
    author speaker official actor actress singer writer player king queen leader ambassador engineer man woman
    artist composer inventor politician member""".split()
)
_PLACE = frozenset(
    """city cities town country countries state place places island village region regions river continent capital
    location locations venue province county nation nations""".split()
)
#: Places that may be countries.
_ANY_PLACE = frozenset("country countries state place places region regions location locations nation nations".split())
#: What may be a country without being a place.
_MAY_BE_COUNTRIES = _ANY_PLACE | frozenset(
    """party parties side sides government governments team teams member members delegation signatory power
    partner""".split()
)
#: What documents call their parts.
_PART = frozenset("article section chapter annex appendix clause paragraph part recital schedule rule".split())
#: Who may be a person or a body.
_AGENT = frozenset(
    """regulator regulators supplier suppliers manufacturer manufacturers provider providers operator operators
    builder publisher owner owners contractor contractors developer developers maker makers producer producers
    distributor vendor vendors sponsor sponsors donor donors lender employer insurer broadcaster carrier retailer
    founder founders organiser organisers organizer organizers competitor""".split()
)
#: Bodies of any kind.
_ANY_BODY = frozenset(
    """agency agencies body bodies organisation organization organisations organizations institution institutions
    company establishment group service partner counterpart""".split()
)
#: What a person may hold.
_POST = frozenset("post position designation rank role job capacity".split())
#: A part of no document.
_TAKES_PART = re.compile(r"\b(?:t[ao]kes?|taken|taking|took) part\b", re.IGNORECASE)
_STOP_VERBS = frozenset("did does do was were is are has have had been can could will would".split())
_STOP_NP = STOP_WORDS | _STOP_VERBS


def expected_of(question: str) -> Expected:
    """What the words that answer must be."""
    return sought(asking(question))[0]


def part_of(question: str) -> str | None:
    """What the part of a document that is asked for calls itself: "article"; None where none is asked for."""
    expected, head, _ = sought(asking(question))
    return head if expected == "part" else None


def sought(question: str) -> tuple[Expected, str | None, str | None]:
    """What is sought, what it calls itself, and the country it must belong to."""
    if _TITLED.search(question):
        return "title", None, None
    for match in _ASKED.finditer(_TAKES_PART.sub(" ", question)):
        phrase = re.split(r"\s+", match["np"].strip())
        country = next((found for word in phrase[:3] if (found := nation(bare(word)))), None)
        nouns = [bare(word).casefold() for word in phrase]
        stop = next((at for at, word in enumerate(nouns) if word in _STOP_NP), len(nouns))
        for at, noun in reversed(tuple(enumerate(nouns[:stop]))):
            possessive = phrase[at] != bare(phrase[at])
            if stop == at + 2 and nouns[stop:] and nouns[stop] in _STOP_VERBS and not possessive:
                continue  # "which Nations mechanism is …": the word after it is asked for
            if expected := _expected(noun):
                named = noun not in _ANY_BODY | _ANY_PLACE and expected not in ("person", "who", "post")
                return expected, noun if named else None, country
        return None, None, country
    if _WHO.search(question):
        return "person" if _ROLE.search(question) else "who", None, None
    return ("place", None, None) if _WHERE.search(question) else (None, None, None)


def owner_in(question: str) -> str | None:
    """The country or the body that a person is sought of: "NASA's director", "who spoke for NASA", "for Oslo"."""
    match = _OWNED.search(question)
    return (match["a"] or match["b"]) if match else None


def called(question: str) -> str | None:
    """The stem of the last word of "which …", before the sentence goes on."""
    match = _ASKED.search(question)
    nouns = [bare(word).casefold() for word in match["np"].split()] if match else []
    stop = next((at for at, word in enumerate(nouns) if word in _STOP_NP), len(nouns))
    found = terms(nouns[stop - 1]) if stop else []
    return found[-1] if found and nouns[stop - 1] not in _MAY_BE_COUNTRIES else None


def _expected(noun: str) -> Expected:
    noun = noun.rpartition("-")[2]  # a vice-minister is a minister
    if noun in _PERSON:
        return "person"
    if noun in _POST:
        return "post"
    if noun in _AGENT:
        return "who"
    if noun in _PLACE:
        return "place"
    if noun in _PART:
        return "part"
    return "body" if noun in BODY_HEADS or noun in _ANY_BODY else None
