"""The frame of a question over facts: what is to be done, and the noun for what it is to be done with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.nouns import FactNoun, fact_nouns
from index.plan import Aggregate, Group


@dataclass(frozen=True, slots=True)
class Frame:
    """What a question's form says."""

    noun: FactNoun
    aggregate: Aggregate
    #: The places that the frame takes up; the words elsewhere restrict the facts.
    taken: tuple[tuple[int, int], ...]
    sort: str = "date"
    limit: int | None = None
    group: Group | None = None
    #: It asks for the ends of validity.
    ends: bool = False
    #: It is no sentence: "agreements with X".
    bare: bool = False


_OPENINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?:(?:please|and|so|hi|hello),?\s+)*(?:{form})(?![\w-])", re.IGNORECASE))
    for name, form in (
        ("count", r"how many(?: of)?|wh(?:at|ich) (?:is|was|are) the (?:total |overall )?number of"
                  r"|(?:the )?(?:total )?number of|count(?: up)?(?: all)?(?: of)?"),
        ("sum", r"wh(?:at|ich) (?:is|was) the (?:sum|total) of(?: all)?|(?:the )?(?:sum|total) of(?: all)?"),
        ("when", r"when (?:was|is|were|did)"),
        ("list", r"(?:which|what)(?: (?:are|were|is|was))?(?: all)?(?: of)?"
                 r"|(?:can you |could you )?(?:list|name|show|give|find)(?: me| us)?(?: all| every)?(?: of)?"),
    )
)  # fmt: skip
_BARE = re.compile(r"(?:(?:all|any|the)\s+)?", re.IGNORECASE)
#: "In 2018, which …".
_LEAD = re.compile(
    r"(?:in|during|since|after|before|between|from|until|by)\s+[\w\s]{3,30}?,?\s+"
    r"(?=(?:which|what|how many|list|name)\b)",
    re.IGNORECASE,
)
_HEADLESS = re.compile(
    r"(?:which|what)(?: ones?| all| things)? (?:(?P<end>expires?|will expire|runs? out|lapses?|is valid|are valid)"
    r"|(?:was|were|has been|have been) (?P<done>signed|concluded|inked))\b",
    re.IGNORECASE,
)
#: "How many times has the agreement been extended": extensions are facts of their own.
_TIMES = re.compile(
    r"(?P<o>how (?:many times|often) (?:has|have|was|were|did)) .+ "
    r"(?P<v>(?:been )?(?:extended|renewed|prolonged|extend|renew))\b",
    re.IGNORECASE,
)
#: "What did X and Y sign in 2016".
_SIGNED = re.compile(
    r"(?P<o>what (?:have|has|did)) .+? (?P<v>sign(?:ed)?|conclude[d]?|agree[d]? upon)"
    r"(?= (?:in|on|during|since|before|after|between)\b|\?|$)",
    re.IGNORECASE,
)
_SUPERLATIVES: tuple[tuple[str, Aggregate], ...] = (
    (r"latest|most recent(?:ly)?|newest|last", "latest"),
    (r"earliest|first|oldest", "earliest"),
    (r"largest|biggest|highest", "largest"),
    (r"smallest|lowest", "smallest"),
)
_ANY_SUPERLATIVE = "|".join(form for form, _ in _SUPERLATIVES)
_BEFORE = re.compile(rf"(?<![\w-])(?:very )?(?P<s>{_ANY_SUPERLATIVE})(?![\w-])", re.IGNORECASE)
_AT_END = re.compile(
    rf"(?<![\w-])(?:the )?(?P<s>{_ANY_SUPERLATIVE})(?: ones?| of (?:all|them|these))?\s*\?*$", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?<![\w-])(?:(?P<d>[1-9]|1\d|20)|(?P<w>two|three|four|five|six|seven|eight|nine|ten))(?![\w-])",
    re.IGNORECASE,
)
#: The numbers from two on, as words.
NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_GROUP = re.compile(r"\b(?:for each|each|per|by|every) (?P<g>year|instrument|type|place|party)\b", re.IGNORECASE)
_ENDS = re.compile(
    r"\b(?:expir(?:e|es|ed|ing)|(?:run|runs|ran|running) out|laps(?:e|es|ed|ing)|end(?:s|ed)?|valid)\b", re.IGNORECASE
)
#: What ends the words that go with a noun on its left.
_STOPS = re.compile(
    r"(?<![\w-])(?:is|are|was|were|has|have|had|do|does|did|can|will|would|should|may|of|in|on|at|by|for|from|to|with|between|"
    r"that|which|who|whose|when|where|why|how|signed|held|about|under|into|than|as)(?![\w-])|[,;:.?!]",
    re.IGNORECASE,
)
#: What may come right after the head of a noun's phrase; any other small word makes another noun its head.
_FOLLOWS = re.compile(
    r"\s*(?:$|[,;:?!.(]|'s? |(?:is|are|was|were|has|have|had|do|does|did|can|will|of|in|on|at|by|for|from|to|with|"
    r"between|among|that|which|signed|held|concluded|made|reached|agreed|inked|dated|about|regarding|concerning|"
    r"covering|involving|including|after|before|since|until|till|during|under|expir\w+|end|ends|ended|lapse\w*|run|ran|valid|per|each|launched|started|organi[sz]ed|hosted|took|take|"
    r"and|or|so|have|got|ever|there|concern|cover|deal|relate|involve|mention|over|within|through|around|exist)(?![\w-])|[A-Z0-9])"
)  # fmt: skip
#: The types that have a date to be the first or the last by, and a value to be the largest or the smallest by.
_VALUED = ("funding",)


def frame_of(question: str) -> Frame | None:
    """The question's frame; None where it isn't one over facts."""
    if re.search(r"[.?!]\s+[A-Z]", question):
        return None
    if headless := _HEADLESS.match(question):
        return _headless(headless)
    if times := _TIMES.match(question):
        extensions = FactNoun(0, 0, "extensions", ("extension",))
        return Frame(extensions, "count", (times.span("o"), times.span("v")))
    if signed := _SIGNED.match(question):
        agreements = FactNoun(0, 0, "agreements", ("agreement",))
        return Frame(agreements, "none", (signed.span("o"), signed.span("v")), bare=True)
    lead = _LEAD.match(question)
    begin = lead.end() if lead else 0
    name, opening = next(
        ((name, match) for name, form in _OPENINGS if (match := form.match(question, begin))),
        ("bare", _BARE.match(question)),
    )
    noun = opening and _head(question, opening.end())
    return _framed(question, name, opening.span(), noun) if opening and noun else None


def _headless(match: re.Match[str]) -> Frame:
    """The frame of "what was signed in …", agreements, or "what expires in …", their extensions too."""
    types = ("agreement", "extension") if match["end"] else ("agreement",)
    noun = FactNoun(0, 0, "agreements", types)
    sort = "valid" if match["end"] else "date"
    return Frame(noun, "none", (match.span(),), sort, ends=bool(match["end"]), bare=True)


def _head(question: str, start: int) -> FactNoun | None:
    """The noun of facts that heads the phrase which begins at `start`."""
    for noun in fact_nouns(question):
        between = question[start : noun.start]
        if noun.start < start or _STOPS.search(between) or len(between.split()) > 5:
            continue
        if _FOLLOWS.match(question[noun.end :]):
            return _joined(question, noun)
    return None


def _joined(question: str, noun: FactNoun) -> FactNoun:
    """The noun with those of other instruments that "and" or "or" joins to it: "MoUs or MoCs"."""
    for other in fact_nouns(question[noun.end :]):
        between = question[noun.end : noun.end + other.start]
        if noun.instruments and other.instruments and re.fullmatch(r",?\s*(?:and/or|and|or|,)\s*", between):
            end = noun.end + other.end
            both = tuple(dict.fromkeys((*noun.instruments, *other.instruments)))
            noun = replace(noun, end=end, text=question[noun.start : end], instruments=both)
            return _joined(question, noun)
    return noun


def _framed(question: str, opening: str, place: tuple[int, int], noun: FactNoun) -> Frame | None:
    start = place[1]
    taken = [place, (noun.start, noun.end)]
    group = _GROUP.search(question, noun.end)
    taken += [group.span()] if group else []
    superlative = _BEFORE.search(question, start, noun.start) or _AT_END.search(question, noun.end)
    if superlative:
        taken.append(superlative.span())
        taken += [number.span() for number in [_NUMBER.search(question, start, noun.start)] if number]
        return _superlative(question, opening, noun, superlative["s"].lower(), tuple(taken))
    if opening == "when" or not (noun.plural or opening == "count"):
        return None
    ends = _ENDS.search(question, noun.end)
    if ends:
        if not {"agreement", "extension"} & set(noun.types):
            return None
        taken.append(ends.span())
        noun = replace(noun, types=("agreement", "extension"))
    if opening == "sum":
        return Frame(noun, "sum", tuple(taken)) if noun.types == _VALUED else None
    return Frame(
        noun,
        "count" if opening == "count" else "none",
        tuple(taken),
        group=_group(group),
        ends=bool(ends),
        bare=opening == "bare",
    )


def _group(match: re.Match[str] | None) -> Group | None:
    names: dict[str, Group] = {
        "year": "year", "instrument": "instrument", "type": "type", "place": "place", "party": "party",
    }  # fmt: skip
    return names[match["g"].lower()] if match else None


def _superlative(
    question: str, opening: str, noun: FactNoun, said: str, taken: tuple[tuple[int, int], ...]
) -> Frame | None:
    """The first, the last, the largest of the facts; several of them where the noun is in the plural."""
    aggregate = next(kind for form, kind in _SUPERLATIVES if re.fullmatch(form, said))
    by_value = aggregate in ("largest", "smallest")
    if by_value != (noun.types == _VALUED) or opening in ("count", "sum"):
        return None
    if opening == "when" and said == "first":
        return None  # more often the name of one of a series than a choice
    falling = aggregate in ("latest", "largest")
    # What extends another thing rarely says when it was done, but until when it holds.
    by = "value" if by_value else "valid" if noun.types == ("extension",) else "date"
    sort = f"-{by}" if falling else by
    number = _NUMBER.search(question[: noun.start])
    if number and noun.plural:
        limit = int(number["d"]) if number["d"] else NUMBERS.index(number["w"].lower()) + 2
        return Frame(noun, "none", taken, sort, limit)
    return Frame(noun, aggregate, taken, sort)
