"""A sentence as tokens that a name may be built from, and what can be told of each: capital, country, defined form."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.aliases import Aliases
from corpus.countries import country_pattern
from corpus.facts.language import Word
from corpus.names import BODY_HEADS, SMALL_WORDS, STOP_WORDS, TITLE

_TOKEN = re.compile(
    r"(?:[A-Z]\.)+(?![a-z])|[A-Z][a-z]{2,5}\.(?= (?:Univ|Inst|Dept|Coll|Univers\w+|Instit\w+|College|School)\b)"
    r"|[^\W_]+(?:(?:[-/&+]|\.(?=[A-Za-z])|['’](?!s\b))[^\W_]+)*|&|[^\w\s]"
)
#: What the short name of a body looks like.
ACRONYM = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z&/+]{1,9}\d{0,2}")


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    text: str
    #: "C" capitalised, "S" a small word, "A" for and or &, else "".
    kind: str

    @property
    def low(self) -> str:
        return self.text.lower().rstrip(".")

    @property
    def heads(self) -> bool:
        """Whether bodies call themselves so."""
        return self.low in BODY_HEADS and self.kind == "C"


class Line:
    """The tokens of one sentence, with its parsed words and the short forms that the source defines."""

    def __init__(self, text: str, words: Sequence[Word], aliases: Aliases) -> None:
        self.text, self.aliases = text, aliases
        self.words = {word.start: word for word in words}
        self.tokens: list[Token] = []
        for match in _TOKEN.finditer(text):
            self.tokens.append(Token(*match.span(), match.group(), self._kind(match)))

    def _kind(self, match: re.Match[str]) -> str:
        text, low = match.group(), match.group().lower().rstrip(".")
        if text == "&" or low == "and":
            return "A"
        if not text[0].isupper():
            return "S" if low in SMALL_WORDS else ""
        opening = not re.search(r"[\w)][^\w]*$", self.text[: match.start()].rstrip("“\"'‘(•-–—* "))
        opening = opening or bool(re.search(r"[:.]\s*[“\"]?$", self.text[: match.start()]))
        if low in STOP_WORDS or re.search(r"-[a-z]+ed$", text):
            return ""
        word = self.words.get(match.start())
        if opening and word and word.pos not in ("PROPN", "NOUN", "ADJ") and not ACRONYM.fullmatch(text):
            return ""
        following = self.text[match.end() : match.end() + 2]
        common = opening and word is not None and word.pos != "PROPN" and not word.entity
        if common and not (following[:1] == " " and following[1:].isupper()) and low not in BODY_HEADS:
            return ""
        return "C"

    def _forms(self, token: Token) -> list[tuple[str, str]]:
        """(the words here, the short form) of each defined form that stands at the token, the longest first."""
        found = []
        for pattern, short in _patterns(self.aliases).get(token.text.lower(), ()):
            if match := pattern.match(self.text, token.start):
                found.append((match.group(), short))
        return sorted(found, key=lambda pair: -len(pair[0]))

    def _body_follows(self, at: int) -> bool:
        end = at
        while end < len(self.tokens) and self.tokens[end].kind == "C" and self._adjacent(end):
            if self.tokens[end].heads:
                return True
            end += 1
        return False

    def _adjacent(self, at: int) -> bool:
        """Whether only a space parts the token from the one before."""
        return at > 0 and self.text[self.tokens[at - 1].end : self.tokens[at].start] in (
            " ",
            "\u00a0",
            "  ",
            "\n",
        )

    def _heads(self, first: int, end: int) -> bool:
        return any(token.heads for token in self.tokens[first:end])

    def _stops(self, at: int) -> bool:
        """Whether a name can't go on with this word: a country, a title, a short form."""
        token = self.tokens[at]
        title = TITLE.match(self.text, token.start)
        short = bool(ACRONYM.fullmatch(token.text)) and token.text.isupper() and len(token.text) > 1
        return self._is_country(at) or bool(title) or short or self.aliases.expansions(token.text) != ()

    def _is_country(self, at: int) -> bool:
        match = country_pattern().match(self.text, self.tokens[at].start)
        return match is not None

    def _is_person(self, first: int, end: int) -> bool:
        people = [self._entity(token) == "PERSON" for token in self.tokens[first:end]]
        return len(people) >= 2 and sum(people) * 2 > len(people)

    def _entity(self, token: Token) -> str:
        word = self.words.get(token.start)
        return word.entity if word else ""

    def _past(self, place: int) -> int:
        return next((i for i, token in enumerate(self.tokens) if token.start >= place), len(self.tokens))


@functools.lru_cache(maxsize=64)
def _patterns(aliases: Aliases) -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """First word, small -> (a defined form with any spacing and "&" for "and", its short form)."""
    patterns: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for short, long in aliases:
        for form in dict.fromkeys((short, long)):
            spaced = r"\s+".join("(?:&|and)" if word in ("&", "and") else re.escape(word) for word in form.split())
            first = _TOKEN.match(form)
            if first:
                patterns.setdefault(first.group().lower(), []).append((re.compile(rf"{spaced}(?![\w&])"), short))
    return patterns
