"""Facts that a person adds, corrects or withdraws, in a `facts.toml` beside the sources; each names its quote.

    [[add]]                    # a fact that the rules don't find
    quote = "The ferry has sailed since May 1990."
    type = "programme"
    label = "Ferry line"
    date = "1990-05"

    [[correct]]                # what to change of the fact whose evidence overlaps the quote
    quote = "A treaty was signed in June 1992."
    fact = "Treaty of Spain"   # its label as it is, where several facts do
    place = "Madrid"

    [[withdraw]]               # every fact whose evidence overlaps the quote, or the one of the label `fact`
    quote = "Two of the three proposals were rejected."

`document` names the source where more than one holds the quote. A quote is found whatever its line breaks; one that no
longer stands in the source is reported and nothing is done for it.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.edtf import is_edtf
from corpus.errors import SourceError
from corpus.model import FACT_TYPES, Document, Evidence, Fact, Passage, Span, stable_id

#: What a curation is called, and what made its facts.
FILE_NAME, RULE = "facts.toml", "curated"
ACTIONS = ("add", "correct", "withdraw")

#: Field of a fact -> the types that its value may have, and what a person calls them.
_FIELDS: Mapping[str, tuple[tuple[type, ...], str]] = {
    "type": ((str,), "text"),
    "label": ((str,), "text"),
    "instrument": ((str,), "text"),
    "parties": ((list,), "a list of texts"),
    "topic": ((str,), "text"),
    "date": ((str,), "text"),
    "place": ((str,), "text"),
    "value": ((int, float), "a number"),
    "unit": ((str,), "text"),
    "approximate": ((bool,), "true or false"),
    "valid_until": ((str,), "text"),
}
#: What says which stretch and which fact is meant.
_TELLS = frozenset(("quote", "document", "fact"))
#: What an entry of each action may hold.
_ALLOWED = {
    "add": frozenset(("quote", "document", *_FIELDS)),
    "correct": frozenset((*_TELLS, *_FIELDS)),
    "withdraw": _TELLS,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One of a person's wishes, checked."""

    action: str
    quote: str
    #: The document's id or its source; None where the quote alone says which.
    document: str | None
    #: The label of the fact that is meant; None where the quote alone says which.
    fact: str | None
    #: Fields of a fact by name, parties as a tuple.
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Curation:
    """The wishes of one file, in its order."""

    entries: tuple[Entry, ...] = ()


def curation_path(source: Path) -> Path:
    """Where the curation of a source lies: in its folder, or beside a single file."""
    return (source if source.is_dir() else source.parent) / FILE_NAME


def read_curation(path: Path) -> Curation:
    """The curation at `path`, none where there is no such file.

    Raises SourceError, which names the entry, for bad TOML, an unknown key, or a value that a fact can't have.
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Curation()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise SourceError(str(path), f"it can't be read ({reason})") from error
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(str(path), f"it is no TOML: {error}") from error
    for action in tables:
        if action not in ACTIONS:
            raise SourceError(str(path), f"{action!r} is unknown: entries are [[add]], [[correct]] or [[withdraw]]")
    return Curation(
        tuple(
            _entry(path, action, number, table)
            for action in ACTIONS
            for number, table in enumerate(_tables(path, action, tables.get(action, [])), 1)
        )
    )


def _tables(path: Path, action: str, tables: object) -> list[dict[str, Any]]:
    if isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
        return tables
    raise SourceError(str(path), f"{action!r} must be entries: write [[{action}]] above each")


def _entry(path: Path, action: str, number: int, table: Mapping[str, Any]) -> Entry:
    def wrong(reason: str) -> SourceError:
        return SourceError(str(path), f"[[{action}]] number {number}: {reason}")

    for key, value in table.items():
        if key not in _ALLOWED[action]:
            raise wrong(f"{key!r} is unknown: use {', '.join(sorted(_ALLOWED[action]))}")
        if reason := _misfit(key, value):
            raise wrong(reason)
    for key in ("quote", "type", "label") if action == "add" else ("quote",):
        if not str(table.get(key, "")).strip():
            raise wrong(f"{key!r} is missing")
    fields = {key: tuple(value) if key == "parties" else value for key, value in table.items() if key not in _TELLS}
    if action == "correct" and not fields:
        raise wrong("it changes nothing: give the fields to correct")
    return Entry(action, " ".join(table["quote"].split()), table.get("document"), table.get("fact"), fields)


def _misfit(key: str, value: object) -> str | None:
    """Why a fact can't have this value; None where it can."""
    types, called = _FIELDS.get(key, ((str,), "text"))
    if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
        return f"{key!r} must be {called}"
    if isinstance(value, list) and not all(isinstance(item, str) and item.strip() for item in value):
        return f"{key!r} must be {called}"
    if key == "type" and value not in FACT_TYPES:
        return f"'type' must be one of {', '.join(FACT_TYPES)}"
    if key in ("date", "valid_until") and not is_edtf(str(value)):
        return f"{key!r} must be a date such as 2007, 2007-02 or 2007-02-16, or two of them with a slash between"
    return None


def apply(
    curation: Curation, documents: Sequence[Document], passages: Sequence[Passage], facts: Sequence[Fact]
) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """(the facts as a person wants them, in the order of documents and evidence; a line for each wish not met).

    A wish isn't met where its quote stands in no document, in several and it names none, or not inside one passage; a
    correction or a withdrawal also where no fact is meant, a correction where several are.
    """
    kept = list(facts)
    stale: list[str] = []
    for entry in curation.entries:
        found = _find(entry, documents, passages)
        if isinstance(found, str):
            stale.append(_line(entry, found))
        elif entry.action == "add":
            kept.append(_added(entry, found, kept))
        else:
            meant = [fact for fact in kept if _meant(entry, found, fact)]
            if not meant:
                stale.append(_line(entry, "no such fact has that evidence"))
            elif entry.action == "withdraw":
                kept = [fact for fact in kept if fact not in meant]
            elif len(meant) > 1:
                labels = ", ".join(f"“{fact.label}”" for fact in meant)
                stale.append(_line(entry, f"say which with 'fact', one of {labels}"))
            else:
                kept[kept.index(meant[0])] = replace(meant[0], **{**entry.fields, "rule": RULE})
    order = {document.id: place for place, document in enumerate(documents)}
    kept.sort(key=lambda fact: (order.get(fact.evidence.document_id, len(order)), fact.evidence.span.start))
    return tuple(kept), tuple(stale)


def _line(entry: Entry, reason: str) -> str:
    quote = entry.quote if len(entry.quote) <= 80 else entry.quote[:79].rstrip() + "…"
    return f"[[{entry.action}]] “{quote}”: {reason}"


def _find(entry: Entry, documents: Sequence[Document], passages: Sequence[Passage]) -> Evidence | str:
    """The quote's place in the source, inside one passage; or why it has none."""
    asked = [d for d in documents if entry.document in (None, d.id, d.source)]
    if not asked:
        return f"there is no document {entry.document!r}"
    form = re.compile(r"\s+".join(map(re.escape, entry.quote.split())))
    places = [(document, match) for document in asked for match in form.finditer(document.text)]
    if not places:
        return "the source holds no such words"
    if len({document.id for document, _ in places}) > 1:
        return f"it stands in {len({d.id for d, _ in places})} documents: name one with 'document'"
    for document, match in places:
        span = Span(*match.span())
        for passage in passages:
            if passage.document_id == document.id and passage.span.covers(span):
                return Evidence(document.id, passage.id, span, match.group())
    return "it runs over more than one passage: quote less"


def _added(entry: Entry, evidence: Evidence, facts: Sequence[Fact]) -> Fact:
    """The new fact; its id is made as those of the rules are, numbered after the facts of the same type and quote."""
    kind = str(entry.fields["type"])
    alike = Counter((f.evidence.document_id, f.type, f.evidence.quote) for f in facts)
    number = alike[evidence.document_id, kind, evidence.quote]
    name = stable_id(evidence.document_id, kind, evidence.quote, str(number))
    fields = {key: value for key, value in entry.fields.items() if key not in ("type", "label")}
    return replace(Fact(name, kind, str(entry.fields["label"]), evidence, RULE), **fields)


def _meant(entry: Entry, place: Evidence, fact: Fact) -> bool:
    """Whether the entry speaks of this fact: its evidence overlaps, and it has the label that the entry gives."""
    at = fact.evidence
    meets = at.document_id == place.document_id and at.span.meets(place.span)
    return meets and entry.fact in (None, fact.label)
