"""Whether a question asks for several things, and what it says of them, by its form alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.lexical import stem
from index.nations import nations_of
from index.phrasing import NUMBERS
from service.answers.demands import without_besides
from service.answers.questions import asking, content_terms

_COUNT = re.compile(rf"\b(?:(?P<w>{'|'.join(NUMBERS)}|both)|(?P<d>[2-9]|1\d))\b", re.IGNORECASE)
#: What no name of several things goes past: "which continent are the islands …".
_NO_PART = (
    "of|when|if|where|who|whom|whose|which|why|how|that|happens?|do|does|did|is|was|are|were|be|has|have|had|can|could|will"
    "|would|should|may|might|must|to|in|for|at|on|by|from|with|as|than|besides|the|an?|their|its|his|her|this|these|those"
)
#: What ends in an "s" and names no several things.
_NO_PLURAL = (
    r"is|was|does|has|happens|means|news|this|his|its|as|us|plus|less|process|basis|status|class|besides|towards|perhaps"
    r"|always|sometimes|across|\w*(?-i:ous|ius|sis|xis)"
    r"|(?:set|take|make|give|consist|justifie|provide|contain|include|hold|require|allow|belong|come|goe|say|decide|govern"
    r"|determine|applie|describe|define|appear|remain|become|get|lead|prevent|protect|serve|apply)s"
)
_SEVERAL = re.compile(
    r"(?:^|[,;:]\s*)(?:(?:and|but|so|or|please|in|on|at|of|to|from|for|by|with|between|during|under)\s+)*"
    r"(?:(?:which|what|list|name|enumerate|give)(?:\s+(?:is|are|were|was))?(?:\s+me)?(?:\s+(?:all|some))?(?:\s+of)?(?:\s+the)?"
    rf"\s+(?P<n>(?:(?!(?:{_NO_PART})\b)[\w’'/-]+\s+){{0,4}}?"
    rf"(?P<h>(?!(?:{_NO_PLURAL})\b)"
    r"(?:[\w-]*(?:[^s\W]s|sses)(?!['’])|people|men|women|children|criteria|phenomena|media|memoranda|symposia))\b)"
    r"|(?:which|what|who)\s+(?:are|were|have)\b"
    r"|where\s+(?:are|were)\b(?!.*\b(?:\w+ed|held|built|made|kept|put|found|born|sent|taken|laid|set|led)\b))",
    re.IGNORECASE,
)
#: What a question says that asks what some things are like: "What were the boats made of?"
_LIKE = re.compile(
    r"(?:what|who)\s+(?:is|are|was|were)\b(?!.*\b(?:that|which|who|whom|it|they|she|he|we|you)\s+\w).*"
    r"\b(?:for|of|from|with|to|in|on|by|upon|as|at|about|called|named|known|doing|like)\W*$",
    re.IGNORECASE | re.DOTALL,
)
_ENDS_THERE = re.compile(r"\W*$|\s+(?:in|on|at|of|to|from|for|by|with|between|during|after|before)\b", re.IGNORECASE)
_NOUN_AFTER = re.compile(r"\s+(?!\w+ed\b)[a-z]+\W*$")
#: One whose things they are: "which country's ships".
_OWNER = re.compile(r"['’]s$")
#: A verb that stands between "which theory" and its object in the plural.
_PAST = re.compile(
    r"\w{2,}ed|gave|made|took|held|won|led|set|had|became|began|brought|built|came|got|grew|kept|left|lost|met|ran|said"
    r"|saw|sent|sold|spent|stood|taught|told|went|wrote|drew|drove|fell|found|fought|let|paid|put|rose|sought|struck",
    re.IGNORECASE,
)
_COMMANDS = re.compile(r"\W*(?:please\s+)?(?:list|name|enumerate|give)\b", re.IGNORECASE)
_PREPOSITION = re.compile(r"\s+(?:with|for|to|on|by|as|in|at|from|the|a|an)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|do|did|does|have|has|had|can|could|will|would|should|may|might|\w{3,}ed|make|made|took|held|won)\b",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"\s+(?!(?:in|on|at|of|to|from|for|by|with|that|who|which|and|or|is|are|was|were|do|does|did|has|have|had|can|could|"
    r"will|would|should|may|might|must)\b|\w+(?:ed|ly)\b)[a-z]+\s+"
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\b"
)
#: What is asked for is what comes after: "the names of the programmes", "which kinds of boats".
_KINDS = re.compile(r"\b(?:names|titles|kinds|types|sorts) of (?:all )?(?:the )?(?=[\w-]+)", re.IGNORECASE)
#: "Which of two has more": one of them is asked for.
_CHOICE = re.compile(
    r"\b(?:more|less|fewer|better|worse|(?!(?:other|order|number|member|under|over|after|whether|either|center)\b)\w{3,}er)\b"
    r"[^?]*\bor\b",
    re.IGNORECASE,
)
_AT_LARGE = re.compile(
    r"^\W*(?:(?:and|so|but|please)\s+)?(?:what|who)(?:['’]s|s)?\s+(?:else\s+)?"
    r"(?:do|does|did|must|should|shall|can|may|will|would|could|has|have|is (?:in|included|needed|required|covered)"
    r"|(?:has )?change[sd]?|comes?|counts?|gets?|goes|need\w*|makes?|different)\b",
    re.IGNORECASE,
)
_EXCLUDED = re.compile(
    r"\boutside\b[^?]*\bscope\b|\bout of scope\b|\b(?:left|let|ruled) (?:out|off)\b|\bexclu(?:ded|sions)\b"
    r"|\bexempt\w*|\bnot (?:be )?(?:covered|apply|included)\b|\bn['’]t (?:apply|cover\w*|include\w*)\b",
    re.IGNORECASE,
)
_EXCLUDES = re.compile(
    r"\b(?:does|do|shall|will) not (?:apply|cover|extend|include)\b"
    r"|\b(?:is|are) (?:excluded|exempt(?:ed)?|not covered)\b"
    r"|\bexclu(?:des|sions)\b|\bexempt(?:ions)?\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"^\W*(?:(?:and|so|but|please)\s+)?who\s+(?!(?:is|was|said|did|chairs?|leads?|heads?|presides|directs|runs|manages)\b)\w+",
    re.IGNORECASE,
)
_DATES = re.compile(r"(?:day|date|year|month|decade|centur)(?:s|ies)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question says of the several things that it asks for."""

    stems: frozenset[str]
    #: The stem of what they are called: "univers" of "which universities".
    head: str | None
    dates: bool
    count: int | None
    #: The one country that the question names; None where it names none or several.
    nation: str | None = None
    #: The question itself.
    text: str = ""


def asks_at_large(question: str) -> bool:
    """Whether a question's form leaves open how many things it asks for: "What must I bring?", "Who may attend?"."""
    return _AT_LARGE.search(question) is not None


def asks_who(question: str) -> bool:
    """Whether a question asks who does or did a thing, be it one or several: "Who maintains it?"."""
    return _WHO.search(question) is not None


def excludes(question: str, label: str) -> bool:
    """Whether a question asks what is left out, and what announces a list says so: "It does not apply to:"."""
    return _EXCLUDED.search(question) is not None and _EXCLUDES.search(label) is not None


def asks_several(question: str) -> bool:
    """Whether a question's form asks for several things: "Which sites …", "What are the …", "Name the bodies …"."""
    return _named(question) is not None


def _named(question: str) -> re.Match[str] | None:
    """Where the question names the several things; not where what looks like their name is its verb ("works with")."""
    question = asking(question)
    things = _KINDS.sub("", question)
    question = things if _SEVERAL.search(things) else question
    named = None if _CHOICE.search(question) else _SEVERAL.search(question)
    if named is None or _COMMANDS.match(named.group()):
        return named
    if _LIKE.search(question) or (named["h"] and _is_one(named, question[named.end() :])):
        return None
    return named


def _is_one(named: re.Match[str], following: str) -> bool:
    """Whether what looks like the name of several things is a verb, its object, or belongs to one thing."""
    before = named["n"].split()[:-1]
    if before and (_OWNER.search(before[0]) or (_PAST.fullmatch(before[0]) and _ENDS_THERE.match(following))):
        return True  # "which country's ships", "what ended these wars?"
    if any(_PAST.fullmatch(word) for word in before[1:]) and not _VERB.search(following):
        return True
    if _PREPOSITION.match(following) and not _VERB.search(following):
        return True
    # "which Nations body is …", "the Iroquois name": what is asked for is called by the word after it.
    return bool(_HEADED.match(following) or (named["h"].istitle() and _NOUN_AFTER.match(following)))


def asked_of(question: str) -> Asked:
    """What it says of the items."""
    named = _named(question)
    head = named["h"] if named else None
    number = _COUNT.search(named["n"] or "") if named else None
    count = None
    if number:
        word = (number["w"] or "").lower()
        count = int(number["d"]) if number["d"] else 2 if word == "both" else NUMBERS.index(word) + 2
    dates = head is not None and _DATES.fullmatch(head) is not None
    nations = nations_of(question)
    return Asked(
        content_terms(without_besides(question)),
        stem(head.lower()) if head and not dates else None,
        dates,
        count,
        next(iter(nations)) if len(nations) == 1 else None,
        question,
    )
