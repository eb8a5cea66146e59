"""Yes or no, from the words of the evidence: what it denies, how it was held, which dates and numbers it gives.

That a passage is about the question's subject says nothing; so "yes" needs evidence that agrees in each date, number
and manner that the question names, and "no" evidence that denies one of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.dates import find_dates
from corpus.edtf import days
from corpus.quantities import find_quantities
from index.lexical import terms
from service.answers.questions import content_terms

_NEGATION = re.compile(r"\b(?:no|not|never|neither|nor|none|nobody|nothing|cannot|without)\b|n['’]t\b", re.I)
#: The words that are denied: those after "not", up to a mark.
_DENIED = re.compile(
    r"(?:\b(?:is|are|was|were|do|does|did|can|will|be)\s+not|n['’]t)\s+(?P<said>(?:\w+[ -]?){1,2})", re.I
)
#: A clause beside the point that denies something of its own.
_BESIDE = re.compile(
    r"(?<=\w)\s+(?:that|which|who|it|they|he|she|we|i|you)\s+(?:that |which |it |they )?"
    r"(?:(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would)(?:n['’]t| not)|cannot|have no|has no)\b",
    re.IGNORECASE,
)
#: What parts clauses: marks, words that set one against the other, and the end of a sentence, but none of "Art. 5".
_CLAUSES = re.compile(
    r"[;:]|,?\s+but\b|,\s+(?:while|whereas|although|though)\b|(?<=\w{3}[.!?])\s+(?=[A-Z][a-z]|A\s|I\s)"
)
_UNLESS = re.compile(r"\b(?:unless|except (?:where|if|when))\b[^.;]*", re.IGNORECASE)
_SO_THAT = re.compile(r"\bso that\b.*", re.IGNORECASE | re.DOTALL)
_WITHOUT = re.compile(r"\bwithout\s+(?:an?\s+|the\s+|any\s+)?\w+", re.IGNORECASE)
_ALL_DENIED = re.compile(
    r"\s*(?:\(?\w{1,3}[.)]\s+)?(?:(?:No(?!\.?\s*\d)|Neither|None|Nobody|Nothing)\b|There (?:is|are|was|were) no\b"
    r"|(?:It|They|This|These|That|He|She|We|You)\s+(?:(?:[a-z]+\s+not|cannot)\b|[a-z]+n['’]t\b))"
)
#: What ends or prevents a thing.
_UNDONE = re.compile(
    r"\b(?:cancel\w*|postpon\w*|called off|put off|abandon\w*|reject\w*|withdr[ae]w\w*|suspend\w*|terminat\w*|revok\w*"
    r"|repeal\w*|fail(?:ed|s)?|refus\w*|declin(?:ed|es)|ban(?:ned|s)?|prohibit\w*|forbid\w*|forbade"
    r"|(?:was|were|been|is|are) defeated|voted down|turned down|thrown out|struck down"
    r"|exclud\w*|(?:is|are|was|were|be|been)\b[^.;:,]{0,60}?\b(?<!-)(?:exempt(?:ed)?|waived)\b"
    r"|disclaim\w*|lack(?:s|ed)?|den(?:y|ied|ies))\b",
    re.I,
)
#: A denial that another one governs: "was not cancelled"; and a motion against, or for, what is denied that failed.
_TWICE = re.compile(
    rf"(?:\b(?:not|never|no|nobody|without)\b|n['’]t\b)\s+(?:\w+\s+){{0,2}}?{_UNDONE.pattern}"
    r"|(?P<motion>\b(?:motion|bill|proposal|amendment|attempt|petition)s?\b[^.;,]{0,80}\b(?:fail|reject|lost|defeat)\w*)",
    re.IGNORECASE,
)
#: Ways of doing a thing that exclude each other.
_OPPOSED = tuple(
    (re.compile(rf"\b(?:{one})\b", re.I), re.compile(rf"\b(?:{other})\b", re.I))
    for one, other in (
        (
            r"face[ -]to[ -]face|in[ -]person|physical(?:ly)?|travel\w*|on[ -]site|flew|fly",
            r"virtual(?:ly)?|on-?line|remote(?:ly)?|video ?conferenc\w*|over video|webinar|by telephone",
        ),
        (r"first", r"second|third|last|final"),
        (r"free|gratis", r"paid|pays?|fees?|charges?"),
        (r"increas\w*|rose|grew|rise", r"decreas\w*|fell|dropp?ed|fall|shrank|declin\w*"),
        (r"public(?:ly)?", r"private(?:ly)?"),
        (r"mandatory|compulsory|obligatory|required", r"optional|voluntary|recommended"),
        (r"permanent(?:ly)?", r"temporar\w+"),
        (r"largest|biggest", r"smallest"),
        (r"won|win", r"lost|lose"),
        (r"accept\w*|approv\w*", r"reject\w*|refus\w*"),
        (r"open(?:ed)?", r"closed?"),
        (r"alive", r"dead|died"),
        (r"guilty", r"innocent"),
        (r"before", r"after"),
        (r"allow\w*|permit\w*", r"forbid\w*|prohibit\w*|must not"),
    )
)
_MORE = re.compile(r"\b(?:more than|over|above|at least|exceed\w*|beyond)\s+$", re.I)
_LESS = re.compile(r"\b(?:less than|fewer than|under|below|at most|up to)\s+$", re.I)
#: Words of a question that say nothing of what it is about.
_SMALL = frozenset(terms("once i'm i've we're we've you're still just really actually ever yet now then there here"))
#: So many characters after a number may name what it counts.
_NOUN = 80
#: A denying clause is about the question where it holds this share of its words.
_COMMON = 0.3


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes or no, and how much, 0..1, the form of the evidence bears it out."""

    yes: bool
    strength: float


def verdict(question: str, evidence: str) -> Verdict:
    """What the evidence, the sentence or two nearest to the question, says to a question for yes or no."""
    against = [
        *_undone(question, evidence),
        *_manner(question, evidence),
        *_dates(question, evidence),
        *_numbers(question, evidence),
    ]
    if any(against):
        return Verdict(False, 0.9)
    return Verdict(True, 0.9 if against else 0.7)


def _undone(question: str, evidence: str) -> list[bool]:
    """Whether one of them denies what the other doesn't; nothing where neither denies.

    What is denied to have been prevented was not, nor does a motion that failed change what it denies: "was not
    cancelled", "a motion to admit boats without lamps failed".
    """
    asked, told = _plain(question), _UNLESS.sub(" ", evidence)
    if (_BESIDE.search(question) or _WITHOUT.search(question)) and _WITHOUT.search(evidence):
        asked, told = _WITHOUT.sub(" ", asked), _WITHOUT.sub(" ", told)
    if not denies(asked) and not denies(told):
        return []
    if any(f"un{match['said'].split()[0]}".casefold() in asked.casefold() for match in _DENIED.finditer(told)):
        return [False]  # "unlit" is "not lit"
    apart = [denies(_TWICE.sub(" ", asked)), denies(_TWICE.sub(_once, told))]
    return [apart[0] != apart[1] and _near(question, evidence)]


def _once(match: re.Match[str]) -> str:
    """What two denials come to: nothing, but for a motion that failed, which leaves things denied as they were."""
    return " not " if match["motion"] else " "


def denies(text: str) -> bool:
    """Whether anything is denied, ended or prevented in the text."""
    return bool(_NEGATION.search(text) or _UNDONE.search(text))


def _plain(question: str) -> str:
    """The question without the "n't" that it may open with, "Wasn't it signed?" asking what "Was it" asks, and without
    what a relative clause denies: "the water that it doesn't need".
    """
    return _BESIDE.sub(" ", _SO_THAT.sub(" ", re.sub(r"^\W*(\w+?)n['’]t\b", r"\1", question)))


def _near(question: str, evidence: str) -> bool:
    """Whether the denying clause is about the question's subject: it shares a good part of its words.

    After a semicolon a clause may leave its subject to the one before it; then a word in common is enough, where
    both together share that part. So is the very word denied: "it isn't binding". A sentence that opens with "no" or
    "neither" denies all that it says, and so does one that denies in each of its clauses; where each says
    what is "not" so, whatever its words: it was found for what it says of the subject.
    """
    wanted = content_terms(question) - _SMALL or frozenset(terms(question))
    if any(wanted & set(terms(match["said"])) for match in _DENIED.finditer(evidence)):
        return True
    clauses = [one for one in _CLAUSES.split(evidence) if one.strip()]
    if _ALL_DENIED.match(evidence):
        return True
    if all(map(denies, clauses)) and (wanted & set(terms(evidence)) or all(map(_DENIED.search, clauses))):
        return True
    denied = [set(terms(clause)) for clause in clauses if denies(clause)]
    denied = denied or [set(terms(evidence))]
    least = _COMMON * len(wanted)
    whole = len(wanted & set(terms(evidence))) >= least
    return any(len(wanted & clause) >= least or (whole and ";" in evidence and wanted & clause) for clause in denied)


def _manner(question: str, evidence: str) -> list[bool]:
    found = []
    for one, other in _OPPOSED:
        for mine, theirs in ((one, other), (other, one)):
            if mine.search(question) and not theirs.search(question):
                if theirs.search(evidence) and not mine.search(evidence):
                    found.append(True)
                elif mine.search(evidence):
                    found.append(False)
    return found


def _dates(question: str, evidence: str) -> list[bool]:
    """For each date of the question, whether the evidence gives only others."""
    told = [stretch for date in find_dates(evidence) if (stretch := days(date.edtf))]
    found = []
    for date in find_dates(question):
        stretch = days(date.edtf)
        if not stretch or not told:
            continue
        first, last = stretch
        if date.role == "before":
            found.append(all(low >= first for low, _ in told))
        elif date.role == "after":
            found.append(all(high <= last for _, high in told))
        else:
            found.append(not any(first <= high and low <= last for low, high in told))
    return found


def _numbers(question: str, evidence: str) -> list[bool]:
    """For each number of the question, whether the evidence counts the same thing otherwise."""
    found = []
    counted = [(_noun(evidence[one.span.end :][:_NOUN]), one.value) for one in find_quantities(evidence)]
    for asked in find_quantities(question):
        before, noun = question[: asked.span.start], _noun(question[asked.span.end :][:_NOUN])
        told = [value for its, value in counted if noun and its == noun]
        if told:
            found.append(not any(_meets(before, asked.value, value) for value in told))
    return found


def _noun(after: str) -> str | None:
    """The stem of the last of the words that follow a number up to a mark or a small word."""
    match = re.match(r"\s+((?:[\w-]+\s*){1,3})", after)
    stems = terms(match.group(1)) if match else []
    return stems[0] if stems else None


def _meets(before: str, asked: float, told: float) -> bool:
    if _MORE.search(before):
        return told >= asked
    if _LESS.search(before):
        return told <= asked
    return told == asked
