"""Slips of the pen, mended by what the sources write; a word that may be another word is left as it is.

Only a word that neither the sources nor English know is mended, and only to a word of the sources that is one edit
away, or two where it is long: letters swapped, dropped, doubled or struck for others. Names differ from each other by
single letters more often than they are misspelt so: they are mended only where letters were swapped, dropped or
doubled, short forms only where they were swapped or doubled. So a question about what the sources lack stays one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterable, Iterator
from importlib.resources import files

from editdistpy import damerau_osa

from index.lexical import STOP_WORDS, terms
from index.nations import nation
from index.vocabulary import Vocabulary

#: Shorter words have too many neighbours; from the second length on, two edits may be mended.
_SHORTEST, _LONG = 4, 8
_WORD = re.compile(r"(?<![\w@./&-])[^\W\d_]{2,}(?:-[^\W\d_]+)*(?![\w@&]|\.\w|/\w|['’]t\b)")
#: What people write for short, where the sources write it out.
_SHORT_FOR = {
    "mtg": "meeting", "mtgs": "meetings", "govt": "government", "dept": "department", "intl": "international",
    "uni": "university", "info": "information", "yr": "year", "yrs": "years", "hrs": "hours", "mgmt": "management",
    "org": "organisation", "edu": "education", "sci": "science", "tech": "technology", "approx": "approximately",
    "avg": "average", "max": "maximum", "min": "minimum", "addr": "address", "temp": "temperature", "pw": "password",
    "pwd": "password", "config": "configuration", "env": "environment", "dev": "development", "doc": "document",
    "docs": "documents", "prog": "programme", "conf": "conference", "agmt": "agreement", "acct": "account",
    "ceo": "chief executive", "var": "variable", "vars": "variables", "msg": "message",
}  # fmt: skip
#: What a question is asked with comes before all that the sources hold.
_ASKING = ("when", "where", "which", "what", "whose", "many", "does")


def mended(question: str, vocabulary: Vocabulary, stems: Container[str] = ()) -> str:
    """The question with its slips mended, and the sources' short forms in their own letters ("nasa": "NASA").

    `stems` are those of all words that the sources hold.
    """
    if not vocabulary.words:
        return question

    def mend(match: re.Match[str]) -> str:
        opening = not question[: match.start()].strip()
        written = (_written_out(word, vocabulary) for word in match[0].split("-"))
        return "-".join(_mended(word, vocabulary, stems, opening=opening) for word in written)

    return _WORD.sub(mend, question)


def _written_out(word: str, vocabulary: Vocabulary) -> str:
    """What the sources write out that the word is short for; any other word as it is."""
    meant = None if word in vocabulary else _SHORT_FOR.get(word.casefold())
    return meant if meant and all(one in vocabulary for one in meant.split()) else word


def _mended(word: str, vocabulary: Vocabulary, stems: Container[str], *, opening: bool) -> str:
    if word in vocabulary:
        form = vocabulary.form(word)
        short = any(letter.isupper() for letter in form[1:])
        return form if short and word.islower() and not _is_english(word) else word
    if len(word) < _SHORTEST or nation(word) or _is_english(word) or any(term in stems for term in terms(word)):
        return word
    if any(letter.isupper() for letter in word[1:]) and not word.isupper():
        return word
    asking = next((one for one in _ASKING if _is_jumbled(word.casefold(), one)), None)
    if asking is not None:
        return asking.capitalize() if word[0].isupper() else asking
    found = _nearest(word if not opening or word.isupper() else word.casefold(), vocabulary)
    if found is None:
        return word
    form = found if _is_english(found) else vocabulary.form(found)
    return form.capitalize() if word[0].isupper() and form.islower() else form


def _nearest(word: str, vocabulary: Vocabulary) -> str | None:
    """The word of the sources that was meant: the nearest, then the most frequent; None where it may be none."""
    low = word.casefold()
    most = 2 if len(word) >= _LONG else 1
    near = [
        (edits, -count, known)
        for known, (form, count) in vocabulary.words.items()
        if len(known) >= _SHORTEST
        and (edits := _edits(low, known, most)) is not None
        and ((word.islower() and form.islower()) or _is_slip_in_name(low, known, word.isupper() or form.isupper()))
    ]
    if not near:
        return None
    edits, _, best = min(near)
    # A word that the sources lack may have been meant as well.
    beside = any(_edits(low, other, edits) is not None for other in _english_like(low) if other not in vocabulary)
    return None if beside and vocabulary.count(best) < 2 else best


def _edits(word: str, known: str, most: int) -> int | None:
    """How many edits lead from one to the other; None where there are more than `most`, or they begin otherwise."""
    if abs(len(word) - len(known)) > most or (word[0] != known[0] and sorted(word[:2]) != sorted(known[:2])):
        return None
    edits = damerau_osa.distance(word, known, most)
    return edits if 0 < edits <= most else None


def _is_slip_in_name(word: str, known: str, short: bool) -> bool:
    """Whether the word is the known name misspelt, rather than another name."""
    if short:
        return _is_swapped(word, known) or _is_doubled(word, known)
    return len(known) > _SHORTEST and _is_jumbled(word, known)


def _is_jumbled(word: str, known: str) -> bool:
    """Whether two of the letters were swapped, one was doubled, or one was dropped."""
    return _is_swapped(word, known) or _is_doubled(word, known) or _is_dropped(word, known)


def _is_swapped(word: str, known: str) -> bool:
    return len(word) == len(known) and any(
        word[:at] + word[at + 1] + word[at] + word[at + 2 :] == known for at in range(len(word) - 1)
    )


def _is_doubled(word: str, known: str) -> bool:
    return len(word) == len(known) + 1 and any(
        word[at] == word[at - 1] and word[:at] + word[at + 1 :] == known for at in range(1, len(word))
    )


def _is_dropped(word: str, known: str) -> bool:
    return len(word) + 1 == len(known) and any(known[:at] + known[at + 1 :] == word for at in range(len(known)))


def _is_english(word: str) -> bool:
    word = word.casefold()
    return word in STOP_WORDS or word in _english().get((word[0], len(word)), ())


def _english_like(word: str) -> Iterator[str]:
    """The English words that begin like this one and are about as long."""
    for length in range(len(word) - 2, len(word) + 3):
        yield from _english().get((word[0], length), ())


@functools.cache
def _english() -> dict[tuple[str, int], frozenset[str]]:
    """The words of English and its common names, by first letter and length."""
    lines = (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text("utf-8-sig").splitlines()
    return _by_start(line.partition(" ")[0] for line in lines)


def _by_start(words: Iterable[str]) -> dict[tuple[str, int], frozenset[str]]:
    found: dict[tuple[str, int], set[str]] = {}
    for word in words:
        found.setdefault((word[0], len(word)), set()).add(word)
    return {start: frozenset(group) for start, group in found.items()}
