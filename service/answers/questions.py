"""What a question asks for, by its form alone."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from corpus.money import CODES, NAMES
from corpus.names import ROLES
from index.lexical import terms

Kind: TypeAlias = Literal["span", "date", "number", "list", "count", "yesno"]

_AUXILIARY = (
    r"is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must|"
    r"isn't|aren't|wasn't|weren't|don't|doesn't|didn't|hasn't|haven't|hadn't|can't|couldn't|won't|wouldn't"
)
_TIME = r"dates?|days?|weekday|months?|years?|decades?|century|centuries|seasons?|quarter|time"
_MEASURE = (
    r"number|amount|percentage|per cent|percent|portion|proportion|share|fraction|ratio|rate|total|sum|size|"
    r"value|cost|price|budget|length|height|weight|depth|width|distance|age|population|area|speed|capacity|duration"
)
_SUM = "loans?|grants?|costs?|prices?|budget|fund(?:s|ing)?|money|amount|aid|worth"
UNITS = (
    f"{NAMES}|years|months|weeks|days|hours|minutes|seconds|metres|meters|km|kilomet(?:re|er)s|miles|feet|inches|kg|"
    "kilograms|tonnes|tons|litres|liters|per ?cent|percentage|bytes|kb|mb|gb|degrees"
)
_PREPOSITION = "in|on|at|of|to|from|for|by|with|since|until|till|over|under|about|during|through|between|among|into"
_CLAUSE = r"(?:if|unless|once|when|while|after|before|as|in case|for|with|without)\b[^?,]*,\s*"
_YESNO = re.compile(rf"(?:{_CLAUSE})?(?:and |but |so |or )?(?:{_AUXILIARY})\b")
#: What is said first, before it is asked: "I grow oysters, can I apply?"
_YESNO_AT_LAST = re.compile(
    rf"[^?]*[,;–-]\s*(?:(?:and|but|so|or)\s+)?(?:{_AUXILIARY})\s+"
    r"(?:i|we|you|they|he|she|it|there|this|that|these|those|the|my|our|an?|any\w*)\b[^?]*\?*$"
)
_ASKS = r"(?P<ask>when|wh?ich|what|who|whom|whose|where|why|how)\b"
#: One that opens a clause asks; one inside it may be a relative ("everyone who travelled").
_OPENING = re.compile(rf"(?:^|[,.;:?!]\s*)(?:(?:and|but|so|or)\s+)?(?:(?:{_PREPOSITION})\s+)?{_ASKS}")
_INSIDE = re.compile(rf"\b{_ASKS}")
#: Tried in order on the question from its first asking word on.
_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("date", re.compile(r"how far back\b")),
    (
        "number",
        re.compile(
            r"how (?:many|much|long|old|young|far|near|close|large|big|small|high|tall|low|deep|wide|thick|heavy|often|"
            r"frequently|fast|quickly|soon|strong|windy|loud|hot|cold|warm|expensive|steep)\b"
        ),
    ),
    ("span", re.compile(r"(?:what|wh?ich) (?:number|value) (?!of\b)(?!is\b|was\b)\w+")),
    ("number", re.compile(r"what (?:do|does|did|has|have|will|would|is|was) .*\b(?:cost|worth)\b")),
    (
        "date",
        re.compile(rf"when\b|how recently\b|(?:what|wh?ich)(?: is| was| are| were)?(?: the)?(?: \w+)? (?:{_TIME})\b"),
    ),
    ("number", re.compile(rf"(?:what|wh?ich)(?: is| was| are| were)?(?: the)?(?: \w+)? (?:{_MEASURE})\b")),
    ("list", re.compile(r"(?:what|wh?ich|who)(?: \w+)?(?: \w+s)? (?:are|were|have)\b")),
)
#: A question without an asking word: a command, or mere key words.
_BARE: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("number", re.compile(rf"\bin (?:{UNITS})\W*$|^(?:the )?(?:total )?number of\b")),
    ("number", re.compile(rf"\b(?:{_MEASURE})\b.*\b(?:{UNITS}|octets|bits)\W*$")),
    ("list", re.compile(r"^(?:please )?(?:list|name|enumerate|give)\b.*\b(?:all|the|every|\w+s)\b")),
    ("date", re.compile(rf"\b(?:{_TIME})\s*\?*$|\b(?:deadline|closing date|due date|expiry)\b")),
    ("number", re.compile(rf"\b(?:{_SUM})\b.*\b(?:{NAMES}|{CODES}|how much|amount|total|crore|million|billion)\b")),
)

#: Not after an initial or a title: "K. Rao", "Dr. Rao".
_NO_ABBREVIATION = r"(?<!\b[A-Z]\.)(?<!\b[A-Z][a-z]\.)(?<!\bMrs\.)(?<!\bProf\.)"
#: Who writes in small letters asks with these.
_ASKS_SMALL = rf"(?:{_AUXILIARY}|when|which|what|who|where|why|how)\s"
_SENTENCE = re.compile(rf"(?<=[.!?]){_NO_ABBREVIATION}\s+(?=[A-Z])|(?<=[!?])\s+(?={_ASKS_SMALL})")
#: The end of what is told in small letters, before it is asked.
_TOLD = re.compile(rf"(?<=[a-z]{{3}}\.)\s+(?={_ASKS_SMALL})")
_ASIDE = re.compile(
    rf"\W*(?:(?:hi|hello|hey|so|well|ok|please)\b\W*)*(?:i|i['’]m|i['’]ve|we|we['’]re|we['’]ve|my)\s[^?;:]*[,;–-]\s+"
    rf"(?:(?:so|and|but|then)\s+)?(?!(?:which|who|when|where)\s+(?:is|was|are|were|has|had)\b|\w+,)(?={_ASKS_SMALL})",
    re.IGNORECASE,
)
#: What may be asked about, in what is said first: a name, a year.
_NAMED = re.compile(r"(?<=\w )[A-Z]\w|\b(?:1[5-9]|20)\d\d\b")
_POINTS_BACK = re.compile(r"\b(?:it|its|they|them|their|this|that|these|those|there|he|she|his)\b", re.IGNORECASE)
_ENDS = re.compile(rf"[.!?:]{_NO_ABBREVIATION}\s*\Z")
_ASKS_AT_ALL = re.compile(
    r"\?|\b(?:when|which|what|who|whom|whose|where|why|how|is|are|was|were|do|does|did|has|have|list|name)\b", re.I
)
#: Key words are so few; longer messages say something.
_MOST_KEY_WORDS = 8
_COMMANDS = frozenset("tell show explain describe find list name give say define compare summarise summarize".split())
_SAYS = re.compile(rf"\b(?:{_AUXILIARY}|i|we|you|they)\b", re.IGNORECASE)
_DETERMINED = re.compile(r"(?:the|an?|its|their|his|her|our)\s", re.IGNORECASE)

#: Words that say how a thing is asked, not what it is about.
_ASKING = frozenset(
    terms(
        "also all any both between done long many much name list get give got please say tell about date day month "
        "year time number kind type exactly happen take place call"
    )
)


def kind_of(question: str) -> Kind:
    """The kind of answer that the question's form asks for; "span" where it says nothing else."""
    asked = re.sub(r"\s+", " ", asking(question).replace("’", "'")).strip().lower()
    if _YESNO.match(asked):
        return "yesno"
    asks = _OPENING.search(asked) or _INSIDE.search(asked)
    if asks is None and _YESNO_AT_LAST.match(asked):
        return "yesno"
    if asks is None:
        return next((kind for kind, form in _BARE if form.search(asked)), "span")
    return next((kind for kind, form in _FORMS if form.match(asked, asks.start("ask"))), "span")


def asking(message: str) -> str:
    """The last sentence that asks, without what somebody says of themselves first ("my boat is 8 m long, …")."""
    parts = [part for part in _SENTENCE.split(message) if _ASKS_AT_ALL.search(part)]
    last = parts[-1] if parts else message
    told = _TOLD.search(last)
    if told and not _INSIDE.search(last[: told.start()].lower()):
        last = last[told.end() :]
    aside = _ASIDE.match(last)
    kept = aside and _NAMED.search(aside.group()) and _POINTS_BACK.search(last, aside.end())
    return last[aside.end() :] if aside and not kept else last


def ends_sentence(before: str) -> bool:
    """Whether a sentence ends there."""
    return _ENDS.search(before) is not None


def phrased(question: str) -> str:
    """The question as it stands; mere key words ("head of the harbour") as a question, which is what the reader learnt.

    Only those that ask for words, in one phrase of a few words without a mark in it.
    """
    words = question.split()
    bare = question.rstrip(" ?")
    if kind_of(question) != "span" or not 1 < len(words) <= _MOST_KEY_WORDS or re.search(r"[.,;:!?]", bare):
        return question
    if _INSIDE.search(question.lower()) or _SAYS.search(question) or words[0].lower() in _COMMANDS:
        return question
    who = any(word.lower() in ROLES for word in (words[0], words[-1].rstrip("?")))
    return f"{'who' if who else 'what'} is {'' if _DETERMINED.match(bare) else 'the '}{bare}?"


def content_terms(text: str) -> frozenset[str]:
    """The stemmed words that say what a text is about: those that only say how a thing is asked left out."""
    return frozenset(terms(text)) - _ASKING
