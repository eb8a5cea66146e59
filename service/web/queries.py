"""What may be asked of the service: every request's fields, checked. `service.web.wire` has the replies.

A JSON body is checked strictly ("5" is no number); a query string is text, so its numbers are read from
digits. Text must be text that a person could have written: no NUL or other control characters, no halves of
surrogate pairs, and not only spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from corpus.edtf import bounds
from corpus.model import FACT_TYPES
from index.factquery import SORTS, FactQuery
from index.searcher import Filters

MAX_QUESTION = 1000
MAX_TEXT = 4000
#: Unicode categories that print nothing: format characters, spaces, combining marks.
_BLANK = ("Cf", "Zs", "Zl", "Zp", "Mn", "Cc")


def _plain(longest: int, *, empty: bool = False) -> Callable[[str], str]:
    """A check for text of at most `longest` characters; it returns the text without the spaces around it."""

    def check(text: str) -> str:
        for character in text:
            category = unicodedata.category(character)
            if category == "Cs" or (category == "Cc" and character not in "\t\n\r"):
                code = f"{ord(character):04X}"
                raise PydanticCustomError("text", "must not hold the character U+{code}", {"code": code})
        text = text.strip()
        if not empty and all(unicodedata.category(c) in _BLANK for c in text):
            raise PydanticCustomError("text", "must not be empty")
        if len(text) > longest:
            raise PydanticCustomError("text", "must have at most {longest} characters", {"longest": longest})
        return text

    return check


def _day(text: str) -> str:
    try:
        fine = re.fullmatch(r"[0-9-]+", text) and bounds(text)
    except ValueError:
        fine = None
    if not fine:
        raise PydanticCustomError("date", "must be a date such as 2007, 2007-02 or 2007-02-16")
    return text


def _check_ends(first: str | None, last: str | None) -> None:
    if first and last and bounds(first)[0] > bounds(last)[1]:
        raise PydanticCustomError("date", "date_from must not come after date_to")


def _digits(value: object) -> object:
    """A query string's number; anything but plain digits is left for the type to refuse."""
    return int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value) else value


_Question: TypeAlias = Annotated[
    str,
    Field(strict=True),
    AfterValidator(_plain(MAX_QUESTION)),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_QUESTION}),
]
_Name: TypeAlias = Annotated[
    str,
    Field(strict=True),
    AfterValidator(_plain(MAX_TEXT)),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_TEXT}),
]
_Comment: TypeAlias = Annotated[
    str,
    Field(strict=True),
    AfterValidator(_plain(MAX_TEXT, empty=True)),
    WithJsonSchema({"type": "string", "maxLength": MAX_TEXT}),
]
_Day: TypeAlias = Annotated[
    str,
    Field(strict=True),
    AfterValidator(_day),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}),
]
_Asked: TypeAlias = Annotated[int, BeforeValidator(_digits), Field(strict=True)]
_Limit: TypeAlias = Annotated[int, BeforeValidator(_digits), Field(strict=True, ge=1, le=100)]


#: The ledger itself refuses any other.
_Type: TypeAlias = Annotated[str, WithJsonSchema({"type": "string", "enum": list(FACT_TYPES)})]
_Sort: TypeAlias = Annotated[str, WithJsonSchema({"type": "string", "enum": list(SORTS)})]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AskFilters(_Request):
    """What the passages must match; every part is optional."""

    document_id: _Name | None = None
    heading: _Name | None = Field(default=None, description="Words of a heading above the passage.")
    date_from: _Day | None = None
    date_to: _Day | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        _check_ends(self.date_from, self.date_to)
        return self

    def filters(self) -> Filters:
        """As the searcher takes them."""
        return Filters(self.document_id, self.heading, self.date_from, self.date_to)


class Turn(_Request):
    """A question asked before, and what was answered."""

    question: _Question
    answer: _Comment


class AskBody(_Request):
    """A question and how to answer it."""

    question: _Question
    top_k: int = Field(default=5, strict=True, ge=1, le=50, description="How many passages to give.")
    filters: AskFilters = AskFilters()
    as_of: _Day | None = Field(default=None, description="The day that the question is asked for.")
    history: Annotated[tuple[Turn, ...], Field(max_length=20)] = Field(
        default=(), description='What was asked and answered before, the latest last: "it" is understood from it.'
    )


class AskQuery(AskFilters):
    """The same as a query string."""

    q: _Question = Field(description="The question.")
    top_k: _Asked = Field(default=5, ge=1, le=50, description="How many passages to give.")
    as_of: _Day | None = Field(default=None, description="The day that the question is asked for.")


class SearchQuery(AskFilters):
    """A search for passages alone."""

    q: _Question = Field(description="What to look for.")
    top_k: _Asked = Field(default=5, ge=1, le=50, description="How many passages to give.")
    mode: Literal["hybrid", "dense", "lexical"] = Field("hybrid", description="By meaning and words, or by one.")


class FactsQuery(_Request):
    """Which facts to list, and from where."""

    type: _Type | None = None
    party: _Name | None = Field(default=None, description="Words of a party's name.")
    date_from: _Day | None = None
    date_to: _Day | None = None
    place: _Name | None = None
    q: _Name | None = Field(default=None, description="Words of the fact.")
    sort: _Sort | None = Field(default=None, description="What to order by; - is descending.")
    limit: _Limit | None = Field(default=None, description="How many: 20 as JSON, all as CSV.")
    cursor: _Name | None = Field(default=None, description="The next_cursor of the page before.")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        _check_ends(self.date_from, self.date_to)
        return self

    def query(self) -> FactQuery:
        """As the ledger takes it."""
        given = {name: value for name, value in self if value is not None}
        return FactQuery(**given)


class GapsQuery(_Request):
    """How many gaps to tell of."""

    limit: _Asked = Field(default=20, ge=1, le=100)


class DocumentPath(_Request):
    """A document's id; it may hold slashes."""

    document_id: str


class PassagePath(_Request):
    """A passage's id."""

    passage_id: str


class FactPath(_Request):
    """A fact's id."""

    fact_id: str


class JobPath(_Request):
    """A rebuild's id."""

    job_id: str


#: flask-openapi3 reads from this that the body may be left out.
_OPTIONAL = ConfigDict(extra="forbid", frozen=True, openapi_extra={"required": False})  # type: ignore[typeddict-unknown-key]


class DiffQuery(_Request):
    """Which generations to compare: by id, the beginning of one, "current" or "previous"."""

    a: _Name = "previous"
    b: _Name = "current"


class RebuildBody(_Request):
    """How to rebuild."""

    model_config = _OPTIONAL
    force: bool = Field(default=False, strict=True, description="Build even where nothing changed; serve it ungated.")


class RollbackBody(_Request):
    """Where to go back to."""

    model_config = _OPTIONAL
    generation: _Name | None = Field(default=None, description="A generation's id; else the previous one.")


class FeedbackBody(_Request):
    """What a person thought of an answer."""

    question: _Question
    helpful: bool = Field(strict=True)
    comment: _Comment | None = None
    generation: _Name
