"""Files of gold questions, gold facts, or SQuAD -> values. What is wrong is said by line and field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from corpus.errors import SourceError

_Model = TypeVar("_Model", bound=BaseModel)
#: How much of an answer's own sentence is its evidence, on each side.
_AROUND = 40
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*\s+(?=[A-Z\"'(\[])")
_ASKING = re.compile(r"\b(who|whom|whose|when|where|which|why|how many|how much|how|what)\b")


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question, the words of the source that answer it, and what an answer may say."""

    id: str
    question: str
    kind: str
    #: Stretches of the source; none says that the source has no answer.
    evidence: tuple[str, ...]
    #: Whether one of them is enough; else all are needed.
    any_evidence: bool = False
    #: Each of them is a right answer.
    accepted: tuple[str, ...] = ()
    #: What a list must name, each in any of these ways.
    items: tuple[tuple[str, ...], ...] = ()
    count: int | None = None


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact that the source states."""

    id: str
    type: str
    label: str
    evidence: str
    parties: tuple[str, ...]
    #: What it states: date, value, valid_until and the like; empty where it states none.
    stated: Mapping[str, str | float]


@dataclass(frozen=True, slots=True)
class GoldFile:
    """What one file holds: questions or facts. SQuAD's are told apart: other figures are usual for them."""

    name: str
    questions: tuple[GoldQuestion, ...] = ()
    facts: tuple[GoldFact, ...] = ()
    squad: bool = False


def _said(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("text", "must not be blank")
    return text


_Words: TypeAlias = Annotated[str, AfterValidator(_said)]


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True)


class _Item(_Shape):
    any: list[str] = Field(min_length=1)


class _QuestionRow(_Shape):
    id: str
    question: _Words
    kind: str
    evidence: list[str]
    evidence_any: bool = False
    answers: list[str | _Item] = []
    gold_count: int | None = None


class _FactRow(_Shape):
    id: str
    type: str
    label: str
    evidence: str | list[str]
    parties: list[str] | None = None
    date: str | None = None
    value: float | None = None
    valid_until: str | None = None


class _Span(_Shape):
    text: str
    answer_start: int = Field(ge=0)


class _Asked(_Shape):
    id: str
    question: _Words
    answers: list[_Span] = []


class _Paragraph(_Shape):
    context: str
    qas: list[_Asked]


class _Article(_Shape):
    paragraphs: list[_Paragraph]


class _Squad(_Shape):
    data: list[_Article]


def read_gold(path: Path) -> GoldFile:
    """The questions or facts of a file: one JSON object a line, or SQuAD's JSON (1.1 or 2.0).

    Raises SourceError, naming the line and the field at fault.
    """
    text = _text(path)
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        raise SourceError(str(path), "it is empty: give gold questions, gold facts or SQuAD questions")
    first = _parsed(path, lines[0][1], lines[0][0]) if len(lines) == 1 or _is_json(lines[0][1]) else None
    if first is None or (isinstance(first, dict) and "data" in first):
        return _squad(path, _parsed(path, text, 1))
    rows = [(number, _parsed(path, line, number)) for number, line in lines]
    if isinstance(first, dict) and "question" not in first and "label" in first:
        facts = [_fact(_shaped(path, f"line {number}: ", row, _FactRow)) for number, row in rows]
        return GoldFile(str(path), facts=tuple(facts))
    questions = [_question(_shaped(path, f"line {number}: ", row, _QuestionRow)) for number, row in rows]
    return GoldFile(str(path), questions=tuple(questions))


def every(gold: GoldFile, step: int) -> GoldFile:
    """Every `step`-th answerable question, and every `step`-th of the others."""
    answerable = [one for one in gold.questions if one.evidence]
    others = [one for one in gold.questions if not one.evidence]
    kept = (*answerable[::step], *others[::step])
    return GoldFile(gold.name, kept, gold.facts, gold.squad)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SourceError(str(path), f"can't be read ({(error.strerror or str(error)).lower()})") from error
    except UnicodeDecodeError as error:
        raise SourceError(str(path), f"isn't UTF-8 text (byte {error.start})") from error


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _parsed(path: Path, text: str, line: int) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceError(str(path), f"line {line + error.lineno - 1}: isn't JSON ({error.msg.lower()})") from error


def _shaped(path: Path, where: str, value: Any, shape: type[_Model]) -> _Model:
    if not isinstance(value, dict):
        raise SourceError(str(path), f"{where}isn't a JSON object")
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(map(str, wrong["loc"])) or "the whole"
        raise SourceError(str(path), f"{where}field {field}: {_lowered(wrong['msg'])}") from error


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _question(row: _QuestionRow) -> GoldQuestion:
    plain = tuple(one for one in row.answers if isinstance(one, str))
    items = tuple((one,) if isinstance(one, str) else tuple(one.any) for one in row.answers)
    is_list = row.kind == "list"
    return GoldQuestion(
        row.id, row.question.strip(), row.kind, tuple(row.evidence), row.evidence_any,
        () if is_list else plain, items if is_list else (), row.gold_count,
    )  # fmt: skip


def _fact(row: _FactRow) -> GoldFact:
    evidence = row.evidence if isinstance(row.evidence, str) else " ".join(row.evidence)
    given = {"date": row.date, "value": row.value, "valid_until": row.valid_until}
    stated = {name: value for name, value in given.items() if value not in (None, "")}
    return GoldFact(row.id, row.type, row.label, evidence, tuple(row.parties or ()), stated)


def _squad(path: Path, value: Any) -> GoldFile:
    articles = _shaped(path, "", value, _Squad).data
    found = [
        question
        for number, article in enumerate(articles)
        for place, paragraph in enumerate(article.paragraphs)
        for question in _asked(path, f"data.{number}.paragraphs.{place}", paragraph)
    ]
    if not found:
        raise SourceError(str(path), "field data: holds no questions")
    return GoldFile(str(path), tuple(found), squad=True)


def _asked(path: Path, where: str, paragraph: _Paragraph) -> Iterator[GoldQuestion]:
    for number, one in enumerate(paragraph.qas):
        for answer in one.answers:
            if not paragraph.context.startswith(answer.text, answer.answer_start):
                reason = "its text doesn't stand in the context at answer_start"
                raise SourceError(str(path), f"field {where}.qas.{number}.answers: {reason}")
        accepted = tuple(dict.fromkeys(answer.text for answer in one.answers))
        evidence = (_around(paragraph.context, one.answers[0]),) if one.answers else ()
        kind = _asking(one.question) if one.answers else "unanswerable"
        yield GoldQuestion(one.id, one.question.strip(), kind, evidence, accepted=accepted)


def _asking(question: str) -> str:
    """The word that asks."""
    found = _ASKING.search(question.lower())
    return found[1] if found else "other"


def _around(context: str, answer: _Span) -> str:
    """The answer and what stands beside it in its sentence, at most `_AROUND` characters on each side."""
    start, end = answer.answer_start, answer.answer_start + len(answer.text)
    cuts: Sequence[int] = [0, *(found.end() for found in _SENTENCE_END.finditer(context)), len(context)]
    left = max(cut for cut in cuts if cut <= start)
    right = min(cut for cut in cuts if cut >= end)
    return context[max(left, start - _AROUND) : min(right, end + _AROUND)]
