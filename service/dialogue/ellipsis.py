"""A question that leaves out what the one before it said ("and in 2018?", "why?", "what about X?"), made whole."""

from __future__ import annotations

import re

from corpus.dateforms import ORDINALS
from corpus.dates import find_dates
from index.nations import nation
from service.dialogue.antecedents import Turn
from service.dialogue.phrases import ASKING, AUXILIARY, PREPOSITIONS, PRONOUNS, Phrase, Question

_LEAD = re.compile(
    r"(?P<and>(?:and|but|so|or|also|ok|okay|then)\b,?\s*)*(?P<about>(?:what|how) about\b|what of\b|same for\b)?\s*",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:[\s,]+(?:then|too|as well|instead|exactly|please))*[\s?.!]*$", re.IGNORECASE)
_ORDINAL = (
    rf"(?:{'|'.join(sorted(ORDINALS, key=len, reverse=True))}|\d{{1,2}}(?:st|nd|rd|th)|last|next|latest|previous)"
)
_NTH = re.compile(rf"(?:(?:in|at|of|for|on)\s+)?(?:the\s+)?(?P<n>{_ORDINAL})(?:\s+one)?", re.IGNORECASE)
_IN_NTH = re.compile(rf"\b{_ORDINAL}\b", re.IGNORECASE)
_BARE = re.compile(
    rf"(?:(?:{'|'.join(PREPOSITIONS)})\s+)?(?:who|whom|whose|when|where|why|which|what"
    r"|how(?:\s+(?:long|often|many|much|big|large|old|far|so))?)(?P<noun>(?:\s+[\w-]+){0,3})",
    re.IGNORECASE,
)
_MOST_WORDS = 10


def is_fragment(question: Question) -> bool:
    """Whether it is no question by itself, but part of the one before."""
    lead = _LEAD.match(question.text)
    rest = _rest(question.text)
    words = rest.lower().split()
    if not words or len(words) > _MOST_WORDS:
        return bool(not words and lead and lead.end())
    part = Question(rest)
    if re.fullmatch(r"why (?:is|was|were|are) (?:that|this|it|so)(?: so)?|why not|how come", rest, re.IGNORECASE):
        return True
    if lead and lead["about"]:
        return not part.verbs or part.words[0] not in ASKING
    if part.verbs or set(part.words) & AUXILIARY or set(part.words) & (PRONOUNS - {"one", "ones", "that"}):
        return False
    opens = words[0] in PREPOSITIONS or bool(_NTH.fullmatch(rest))
    return bool(lead and lead["and"]) or opens or bool(_BARE.fullmatch(rest))


def _rest(text: str) -> str:
    lead = _LEAD.match(text)
    return _TAIL.sub("", text[lead.end() if lead else 0 :]).strip()


def completed(fragment: Question, turn: Turn, focus: str | None) -> str | None:
    """The question of the turn with the fragment in the place of what answers to it; None where nothing does.

    `focus` is what the talk is about: what "it" would stand for.
    """
    rest = _rest(fragment.text)
    if re.match(r"why\b|how come\b", rest, re.IGNORECASE):
        return _asked("why", turn, focus)
    if other := re.fullmatch(rf"{turn.asks or '-'}\s+(?P<p>(?:{'|'.join(PREPOSITIONS)})\s.+)", rest, re.IGNORECASE):
        rest = other["p"]
    if _BARE.fullmatch(rest) and not rest.lower().startswith("what about"):
        return _asked(rest, turn, focus)
    for way in (_with_date, _with_ordinal, _with_name, _with_phrase):
        if made := way(rest, turn, focus):
            return made
    return None


def _sentence(text: str) -> str:
    text = " ".join(text.split()).strip(" ?.,")
    return f"{text[:1].upper()}{text[1:]}?"


def _asking_part(question: Question) -> tuple[int, int] | None:
    """Where what the question asks with stands: "in which year", "how many joint projects"."""
    place = next((at for at, word in enumerate(question.words) if word in ASKING), None)
    if place is None or any(word in AUXILIARY for word in question.words[:place]):
        return None
    first = place - 1 if place and question.words[place - 1] in PREPOSITIONS else place
    end = question.tokens[place].end()
    if question.words[place] == "how" and place + 1 < len(question.words):
        end = question.tokens[place + 1].end()
    asked = next((phrase for phrase in question.phrases if phrase.asked), None)
    return question.tokens[first].start(), max(end, asked.end if asked else 0)


def _asked(asking: str, turn: Turn, focus: str | None) -> str | None:
    """The turn's question, asked with other words."""
    low, text = asking.lower(), turn.question.text
    if low in ("which", "which ones", "which one", "what") and turn.counts:
        return _sentence(re.sub(r"\bhow (?:many|much)\b", "which", text, flags=re.IGNORECASE))
    if low in ("how many", "how much") and turn.asked:
        return _sentence(f"How many {text[turn.asked.start :]}")
    if low in ("until when", "till when", "how long", "since when") and focus:
        return _sentence(f"since when does {focus} exist" if low == "since when" else f"{asking} does {focus} run")
    part = _asking_part(turn.question)
    if part is None:
        return _sentence(f"{asking} {text[:1].lower()}{text[1:]}")
    return _asked_of(text[part[1] :].strip(" ?."), asking, turn)


def _asked_of(tail: str, asking: str, turn: Turn) -> str | None:
    """What the turn's question said after the words that it asked with, asked with these."""
    first, _, after = tail.partition(" ")
    if first.lower() not in AUXILIARY:
        return _sentence(f"{asking} was it that {_subject(turn)} {tail}") if tail else None
    if turn.inverted:
        return _sentence(f"{asking} {tail}")
    return _sentence(f"{asking} {first} {_subject(turn)} {after}")


def _subject(turn: Turn) -> str:
    """Who or what did it, in a question that asked for just that."""
    if turn.asked is not None:
        named = None if turn.asked.plural else turn.named
        return named or f"the {turn.asked.text}"
    return turn.named or "they"


def _with_date(rest: str, turn: Turn, _: str | None) -> str | None:
    dates = find_dates(rest)
    if len(dates) != 1 or len(rest[: dates[0].span.start].split()) > 2 or rest[dates[0].span.end :].strip():
        return None
    text, before = turn.question.text, find_dates(turn.question.text)
    if not before:
        governed = rest if rest[0].isalpha() and rest.lower() != dates[0].span.of(rest).lower() else f"in {rest}"
        return _sentence(f"{text.rstrip(' ?.')} {governed}")
    old = before[-1].span
    governor = re.search(rf"\b(?:{'|'.join(PREPOSITIONS)})\s+(?:the\s+)?$", text[: old.start], re.IGNORECASE)
    start = governor.start() if governor and not rest.startswith(dates[0].span.of(rest)) else old.start
    return _sentence(text[:start] + rest + text[old.end :])


def _with_ordinal(rest: str, turn: Turn, focus: str | None) -> str | None:
    nth = _NTH.fullmatch(rest)
    if nth is None:
        return None
    text = turn.question.text
    if old := _IN_NTH.search(text):
        return _sentence(text[: old.start()] + nth["n"] + text[old.end() :])
    about = _foremost(turn)
    if about is None:
        return None
    bare = re.sub(r"^(?:the|a|an)\s+", "", about.text, flags=re.IGNORECASE)
    return _sentence(f"{text[: about.start]}the {nth['n']} {bare}{text[about.end :]}")


def _with_name(rest: str, turn: Turn, _: str | None) -> str | None:
    """Another country, body or person in the place of the last one."""
    preposition, name = _governed(rest)
    text = turn.question.text
    if not all(word[0].isupper() or word.lower() in ("of", "for", "and", "the") for word in name.split()):
        return None
    if preposition:
        old = re.search(rf"\b{preposition}\s+(?:the\s+)?(?:[A-Z][\w&/-]*\s?)+", text)
        if old:
            return _sentence(f"{text[: old.start()]}{preposition} {name} {text[old.end() :]}")
        return _sentence(f"{text.rstrip(' ?.')} {preposition} {name}")
    runs = list(re.finditer(r"(?<=\s)[A-Z][\w&/-]*(?:\s+(?:of\s+|for\s+)?[A-Z][\w&/-]*)*", text))
    if nation(name):
        runs = [run for run in runs if nation(run.group())] or runs
    return _sentence(f"{text[: runs[-1].start()]}{name}{text[runs[-1].end() :]}") if runs else None


def _with_phrase(rest: str, turn: Turn, _: str | None) -> str | None:
    """Another thing in the place of the one that the question was about."""
    preposition, name = _governed(rest)
    text = turn.question.text
    about = _foremost(turn)
    if about is not None:
        name = re.sub(r"\bones?\b", about.head, name)
    if preposition:
        old = next((p for p in turn.question.phrases if p.preposition == preposition and not p.asked), None)
        if old is None:
            return _sentence(f"{text.rstrip(' ?.')} {preposition} {name}")
        return _sentence(text[: old.start] + name + text[old.end :])
    if about is None or not name:
        return None
    if about.asked:
        name = re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.IGNORECASE)
    return _sentence(text[: about.start] + name + text[about.end :])


def _governed(rest: str) -> tuple[str | None, str]:
    first, _, after = rest.partition(" ")
    return (first.lower(), after) if first.lower() in PREPOSITIONS and after else (None, rest)


def _foremost(turn: Turn) -> Phrase | None:
    """The phrase that the question is about, before those that only say where, by whom or for what it is asked."""
    free = [phrase for phrase in turn.question.phrases if phrase.preposition is None]
    ranks = sorted(free or turn.question.phrases, key=lambda phrase: (phrase.asked, phrase.proper, phrase.start))
    return ranks[0] if ranks else None
