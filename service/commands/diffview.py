"""What changed between two generations, as a person reads it on a terminal, and as JSON."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.text import Text

from corpus.model import Fact, Passage
from index.difference import Change, Difference, Kind
from index.generation import Generation
from service.commands.reasking import Shift
from service.commands.terminal import fact_line, place, visible
from service.web.wire import diff_reply

_MARKS: dict[Kind, tuple[str, str]] = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_INDENT = "    "
#: Texts that share less than this of their words are shown one after the other, so many characters of each.
_ALIKE, _LONGEST = 0.5, 240
#: So many words around a change are shown.
_AROUND = 8


def show(console: Console, sources: str, found: Difference, shifted: Sequence[Shift] | None) -> None:
    """Print it all: first what became of the sources; `shifted` is None where nothing was asked."""
    console.print(
        Text(f"{found.before} → {found.after}", style="bold").append(f"  {visible(sources)}", style="default")
    )
    _part(console, f"Passages: {_counted(found.passages)}", map(_passage, found.passages))
    _part(console, f"Facts: {_counted(found.facts)}", map(_fact, found.facts))
    if shifted is not None:
        _part(console, f"Questions with another answer, passage or facts: {len(shifted)}", map(_shift, shifted))


def as_data(before: Generation, after: Generation, shifted: Sequence[Shift] | None) -> dict[str, Any]:
    """It all, for JSON."""
    asked = None if shifted is None else [{**asdict(one), "changed": one.parts} for one in shifted]
    return diff_reply(before, after).model_dump() | {"questions": asked}


def _counted(changes: Sequence[Change[Any]]) -> str:
    counts = Counter(change.kind for change in changes)
    return ", ".join(f"{counts[kind]} {kind}" for kind in _MARKS if counts[kind]) or "none changed"


def _part(console: Console, title: str, entries: Iterator[list[Text]]) -> None:
    console.print()
    console.print(Text(title, style="bold"))
    for lines in entries:
        console.print(lines[0], soft_wrap=True)
        for line in lines[1:]:
            for wrapped in line.wrap(console, console.width - len(_INDENT)):
                wrapped.rstrip()
                console.print(Text(_INDENT).append_text(wrapped), soft_wrap=True)


def _marked(kind: Kind, text: str) -> Text:
    mark, colour = _MARKS[kind]
    return Text(f"{mark} ", style=colour).append(visible(text), style="default")


def _passage(change: Change[Passage]) -> list[Text]:
    passage = change.after or change.before
    assert passage is not None
    head = _marked(change.kind, place(passage.document_id, passage.headings))
    if change.before is not None and change.after is not None:
        return [head, _words(change.before.text, change.after.text)]
    return [head, Text(visible(passage.text))]


def _fact(change: Change[Fact]) -> list[Text]:
    fact = change.after or change.before
    assert fact is not None
    head = _marked(change.kind, fact_line(fact))
    old, new = ("" if one is None else fact_line(one) for one in (change.before, change.after))
    if change.kind != "changed":
        return [head]
    assert change.before is not None
    assert change.after is not None
    return [head, _words(old, new) if old != new else _words(change.before.evidence.quote, change.after.evidence.quote)]


def _shift(shift: Shift) -> list[Text]:
    lines = [_marked("changed", f"{shift.id}: {shift.question}")]
    if "answer" in shift.parts:
        lines.append(Text("answer: ").append_text(_from_to(shift.before.answer, shift.after.answer)))
    if "passage" in shift.parts:
        lines.append(Text("first passage: ").append_text(_words(shift.before.passage or "", shift.after.passage or "")))
    if "facts" in shift.parts:
        gone = [_marked("removed", fact) for fact in shift.before.facts if fact not in shift.after.facts]
        new = [_marked("added", fact) for fact in shift.after.facts if fact not in shift.before.facts]
        lines += [*gone, *new] or [Text("facts: in another order")]
    return lines


def _from_to(before: str | None, after: str | None) -> Text:
    old, new = (visible(one) if one is not None else "none" for one in (before, after))
    return Text(old, style="red").append(" → ", style="default").append(new, style="green")


def _words(before: str, after: str) -> Text:
    """Both texts in one, what went in [-…-] and what came in {+…+}; what stayed is cut short."""
    old, new = _TOKEN.findall(visible(before)), _TOKEN.findall(visible(after))
    told, matcher = Text(), difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return _from_to(_cut(before), _cut(after))
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            told.append(_shortened(old[a:b], first=a == 0, last=b == len(old)))
            continue
        if b > a:
            told.append(f"[-{''.join(old[a:b])}-]", style="red")
        if d > c:
            told.append(f"{{+{''.join(new[c:d])}+}}", style="green")
    return told


def _cut(text: str) -> str | None:
    """The beginning of a text, or the whole of a short one; None for none."""
    return (text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0] + "…") or None


def _shortened(tokens: Sequence[str], *, first: bool, last: bool) -> str:
    """The tokens next to a change, and "…" for those far from any."""
    near = 2 * _AROUND
    if len(tokens) <= near * (2 - first - last) + 2:
        return "".join(tokens)
    return "".join(
        [*([] if first else tokens[:near]), "…" if first or last else " … ", *([] if last else tokens[-near:])]
    )
