"""A question that leans on those before it -> one that stands by itself, by rules alone.

What stands by itself is left as it is: an old topic is brought in only where a word of the question points back (a
pronoun, "that agreement", "there", "the latter"), or where it is no whole question ("and in 2018?", "until when?").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.dialogue.antecedents import Turn, group, of_kind, pair, person, place, thing
from service.dialogue.ellipsis import completed, is_fragment
from service.dialogue.phrases import ASKING, AUXILIARY, BE, DO, HAVE, PREPOSITIONS, Phrase, Question

_NOTHING_MEANT = re.compile(
    r"\bit (?:takes?|took|costs?|means?|seems?|appears?|rains?|is|was|be)\b.{0,20}\b(?:to|that|true|possible)\b"
    r"|\b(?:is|was|isn't|be) it (?:true|possible|necessary|correct|right|clear|known|likely|that|the case|fair)\b"
    r"|\b(?:does|did|will|would) it (?:take|cost|mean) to\b|\bwhat time is it\b",
    re.IGNORECASE,
)
#: A pronoun after one of these, and after a phrase, may stand for that phrase.
_CLAUSES = frozenset(
    "that when if after before because while who which what where how whether whose although as".split()
)
#: What things do by themselves: whoever signs or meets is somebody.
_OF_THINGS = frozenset(
    "expire end run begin start cost mean include cover last apply contain comprise consist focus".split()
)
_POINTING = re.compile(
    r"(?:that|this|these|those|the same|such)\s+(?:[a-z][\w-]*\s+)??(?P<noun>[A-Za-z][\w-]*)", re.IGNORECASE
)
#: How a question about a length of time was made whole: nothing of its form is left to go on with.
_RUNS = re.compile(r"(?:until when|till when|how long|since when) does .+ (?:run|exist)\?$", re.IGNORECASE)
_OWNERS = ("its", "their", "his", "her")
#: What may be an article as well.
_LONE = ("this", "that", "these", "those", "both")
_TIMED = frozenset("year month day date time decade century".split())
#: What is said only of facts of some types.
_SAID_OF = (
    (re.compile(r"\b(?:sign|renew|extend|expire|ratif|conclud|denounce|lapse|valid|in force|run out)", re.IGNORECASE),
     frozenset(("agreement", "extension"))),
    (re.compile(r"\b(?:held|postpone|cancel|take place|took place|attend|participants?)", re.IGNORECASE),
     frozenset(("meeting", "event"))),
)  # fmt: skip
_SELF = frozenset("document page source text file article site chat".split())


def standalone(question: str, history: Sequence[tuple[str, str]]) -> str:
    """The question with what it leaves to those before it, each (question, answer), the latest last."""
    turns: list[Turn] = []
    for asked, answer in history:
        turns.append(Turn(Question(_standing(asked, turns)), answer))
    return _standing(question, turns)


def _standing(question: str, turns: Sequence[Turn]) -> str:
    if not turns:
        return question
    made = Question(question)
    if is_fragment(made):
        whole = [turn for turn in turns if not _RUNS.match(turn.question.text)] or turns
        return completed(_resolved(made, turns), whole[-1], _focus(turns)) or question
    resolved = _resolved(made, turns).text
    if resolved == question and _dangles(made) and (focus := _focus(turns)):
        resolved = f"{question.rstrip(' ?.')} {focus}?"
    if resolved != question:
        resolved = re.sub(r"^(?:and|but|so|or|also|then),?\s+", "", resolved, flags=re.IGNORECASE)
        return resolved[:1].upper() + resolved[1:]
    return question


def _focus(turns: Sequence[Turn]) -> str | None:
    return thing(turns)


def _dangles(question: Question) -> bool:
    """Whether it is a question word and a verb that lacks its object: "and who signed?"."""
    return (
        not question.phrases
        and len(question.verbs) == 1
        and len(question.words) <= 5
        and bool(set(question.words) & ASKING)
    )


def _resolved(question: Question, turns: Sequence[Turn]) -> Question:
    """The question with the words that point back replaced, the last first, so that places stay true."""
    text = question.text
    if re.search(r"\bthe (?:former|latter)\b", text, re.IGNORECASE) and (both := pair(turns)):
        for said, one in zip(("former", "latter"), both, strict=True):
            text = re.sub(rf"\bthe {said}\b(?:\s+one)?", one.replace("\\", ""), text, flags=re.IGNORECASE)
        question = Question(text)
    question = Question(_pointed(question, turns))
    text = question.text
    for at in reversed(range(len(question.words))):
        if (meant := _meant(question, at, turns)) is not None:
            start, end = question.tokens[at].span()
            if question.words[at] in _OWNERS:
                meant, end = _possessed(question, at, meant)
            text = text[:start] + meant + text[end:]
    return Question(text)


def _pointed(question: Question, turns: Sequence[Turn]) -> str:
    """With "that agreement" and the like replaced, and "the memorandum" where it is all that names the topic."""
    text = question.text
    for phrase in reversed(question.phrases):
        start = phrase.start
        match = _POINTING.match(text, start)
        bare = re.fullmatch(r"[Tt]he\s+(?P<noun>[a-z][\w-]*)", phrase.text)
        found = match if match and match.end() <= phrase.end else bare
        if (
            found is None
            or found["noun"].lower() in _SELF
            or (bare and not match and _names_its_topic(question, phrase))
        ):
            continue
        noun = found["noun"].lower()
        if found is bare and noun in _TIMED:
            continue
        meant = of_kind(noun, turns) or (None if found is bare else thing(turns))
        end = start + found.end() if found is bare else found.end()
        if meant and noun in _TIMED and phrase.preposition is None:
            meant = f"in {meant}"
        if meant and meant.lower() != text[start:end].lower():
            text = text[:start] + meant + text[end:]
    return text


def _names_its_topic(question: Question, bare: Phrase) -> bool:
    """Whether another phrase of the question says which one is meant."""
    return any(phrase is not bare and not phrase.asked and phrase.preposition in ("of", "with", "on", "between")
               for phrase in question.phrases)  # fmt: skip


def _meant(question: Question, at: int, turns: Sequence[Turn]) -> str | None:
    """What the word at this place points back to; None where it doesn't."""
    word = question.words[at]
    if word in _OWNERS:
        return None if _owned(question, at) else _owner(word, question, turns)
    if word == "there":
        return None if _is_expletive(question, at) else place(turns)
    if word in _LONE and not _stands_alone(question, at):
        return None
    return None if _bound(question, at) else _antecedent(question, at, turns)


def _antecedent(question: Question, at: int, turns: Sequence[Turn]) -> str | None:
    word = question.words[at]
    if word in ("he", "she", "him"):
        return person(turns)
    if word in ("they", "them", "these", "those", "both"):
        return group(turns, acting=word == "they" and _acts(question, at))
    if word not in ("it", "itself", "this", "that") or _NOTHING_MEANT.search(question.text):
        return None
    return thing(turns, _said_of(question))


def _owner(word: str, question: Question, turns: Sequence[Turn]) -> str | None:
    """Whose it is."""
    if word == "its":
        return thing(turns, _said_of(question))
    return group(turns, acting=True) if word == "their" else person(turns)


def _possessed(question: Question, at: int, owner: str) -> tuple[str, int]:
    """What the owner has, "X's seat" or "the seat of the X between Y and Z"; and where it ends in the question."""
    end = question.tokens[at].end()
    if not set(owner.lower().split()) & (PREPOSITIONS | {"that"}):
        return (f"{owner}'" if owner.endswith("s") else f"{owner}'s"), end
    last = next((phrase.end for phrase in question.phrases if phrase.start <= end <= phrase.end), end)
    return f"the {question.text[end:last].strip()} of {owner}", last


def _said_of(question: Question) -> frozenset[str]:
    """The types of facts that what the question says of "it" fits; empty where it fits all."""
    return next((types for said, types in _SAID_OF if said.search(question.text)), frozenset())


def _stands_alone(question: Question, at: int) -> bool:
    """Whether the word is no article of a noun and opens no clause."""
    after = question.words[at + 1] if at + 1 < len(question.words) else "?"
    before = question.words[at - 1] if at else ""
    closes = not after[0].isalnum() or (after in PREPOSITIONS and question.words[at] != "that")
    return closes or (before in BE | DO | HAVE and at + 1 in question.verbs)


def _before(question: Question, at: int) -> list[Phrase]:
    start = question.tokens[at].start()
    return [phrase for phrase in question.phrases if phrase.end <= start]


def _bound(question: Question, at: int) -> bool:
    """Whether the word stands for something that the question itself named, in a clause before."""
    named = _before(question, at)
    if not named:
        return False
    first = next(i for i, token in enumerate(question.tokens) if token.start() >= named[-1].end)
    between = question.words[first:at]
    if set(between) & _CLAUSES:
        return True
    joined = any(word in ("and", "but", "or") for word in between) and bool(set(between) & (AUXILIARY | ASKING))
    after = question.words[at + 1] if at + 1 < len(question.words) else ""
    said = at - 1 in question.verbs and after in AUXILIARY
    return joined or said


def _owned(question: Question, at: int) -> bool:
    """Whether the owner stands before, in the question itself."""
    named = [phrase for phrase in _before(question, at) if not (phrase.asked and question.words[at - 1] in DO | BE)]
    return bool(named)


def _acts(question: Question, at: int) -> bool:
    """Whether "they" do what only somebody can do."""
    verbs = [question.words[verb] for verb in sorted(question.verbs) if verb > at]
    passive = at > 0 and question.words[at - 1] in BE
    return bool(verbs) and not passive and verbs[0] not in _OF_THINGS


def _is_expletive(question: Question, at: int) -> bool:
    """Whether "there" only says that something exists."""
    beside = {question.words[at - 1] if at else "", question.words[at + 1] if at + 1 < len(question.words) else ""}
    return bool(beside & (BE | {"exist", "exists", "any", "been"})) and (
        (at + 1 < len(question.words) and question.words[at + 1] not in "?.!") or bool(_before(question, at))
    )
