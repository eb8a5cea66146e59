"""Reports as a person reads them on a terminal, and as JSON."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.commands.terminal import visible
from service.measuring.ablation import Gain, Stage
from service.measuring.calibration import Curves
from service.measuring.measures import risk_at
from service.measuring.report import Figure, Miss, Report

#: What is shown of each kind of question and of each stage, and how a narrow column is headed.
_BY_KIND = {
    "hit": "hit", "passage hit@1": "hit@1", "passage hit@3": "hit@3", "passage hit@5": "hit@5",
    "MRR@10": "MRR", "nDCG@10": "nDCG", "answer": "answer", "list F1": "list", "count": "count",
    "exact match": "EM", "F1": "F1", "abstain recall": "silent",
    "abstain false": "unsaid",
}  # fmt: skip
_BY_STAGE = {"passage hit@1": "hit@1", "passage hit@5": "hit@5", "MRR@10": "MRR@10", "nDCG@10": "nDCG@10"}
#: Narrow enough for a dozen columns.
_PLAIN: dict[str, Any] = {"box": SIMPLE_HEAD, "pad_edge": False, "collapse_padding": True}
#: A quote longer than this is cut.
_LONGEST = 280


def as_text(report: Report, misses: int) -> str:
    """Figures, kinds of question, stages, and at most so many misses."""
    # Narrower than this, the tables would be cut: a terminal wraps them, a file holds them as they are.
    width = max(100, shutil.get_terminal_size((100, 24)).columns)
    console = Console(file=io.StringIO(), width=width, color_system=None)
    console.print(Text(visible(report.name), style="bold"))
    console.print(_figures(report))
    if report.curves and report.curves.bins:
        console.print(_curves(report.curves))
    if report.kinds:
        console.print(_kinds(report))
    if report.stages:
        console.print(_stages(report.stages))
    assert isinstance(console.file, io.StringIO)
    return "\n".join((console.file.getvalue().rstrip(), *_missed(report.misses, misses)))


def as_data(report: Report, misses: int) -> dict[str, Any]:
    """Everything, for JSON; at most so many misses."""
    figures = report.figures
    extra = {} if report.folded is None else {"folds": asdict(report.folded)}
    return extra | {
        "file": report.name,
        "figures": {name: figure.value for name, figure in figures.items()},
        "intervals": {name: figure.interval for name, figure in figures.items() if figure.interval},
        "hit by kind": {kind: values["hit"] for kind, (_, values) in report.kinds.items() if "hit" in values},
        "by kind": {kind: {"questions": count, **values} for kind, (count, values) in report.kinds.items()},
        "stages": [asdict(stage) for stage in report.stages],
        "curves": None if report.curves is None else _points(report.curves),
        "missed": len(report.misses),
        "misses": [asdict(miss) for miss in report.misses[:misses]],
    }


def _figures(report: Report) -> Table:
    folded = report.folded
    table = Table("figure", **_PLAIN)
    for name in ("value", "95 % interval", "of", *([f"{len(folded.thresholds)}-fold"] if folded else ())):
        table.add_column(name, justify="right")
    for name, figure in report.figures.items():
        if figure.value is not None:
            held = folded.figures.get(name) if folded else None
            apart = "" if held is None else f"{held:.4f}"
            cells = (_value(figure), _interval(figure.interval), str(figure.count or ""), apart)
            table.add_row(name, *cells[: len(table.columns) - 1])
    if folded:
        table.caption = f"thresholds fitted: {', '.join(f'{one:.3f}' for one in folded.thresholds)}"
    return table


def _value(figure: Figure) -> str:
    value = figure.value
    return f"{value:.4f}" if figure.count else f"{value:,}"


def _interval(bounds: tuple[float, float] | None) -> str:
    return "" if bounds is None else f"{bounds[0]:.3f} – {bounds[1]:.3f}"


def _curves(curves: Curves) -> Table:
    """How sure against how right, and beside it what is wrong of the surest answers."""
    table = Table(title="How sure the answers were, and how right", title_justify="left", **_PLAIN)
    for name in ("confidence", "answers", "mean", "right", "of the surest", "wrong"):
        table.add_column(name, justify="right", no_wrap=True)
    tenths = [number / 10 for number in range(1, 11)]
    bins = {round(one.high, 1): one for one in curves.bins}
    for high in tenths:
        one = bins.get(high)
        told = (str(one.count), f"{one.sure:.2f}", f"{one.right:.2f}") if one else ("0", "", "")
        risk = risk_at(np.array(curves.risk), high)
        table.add_row(f"{high - 0.1:.1f} – {high:.1f}", *told, f"{high:.0%}", "" if risk is None else f"{risk:.3f}")
    return table


def _points(curves: Curves) -> dict[str, Any]:
    """The curves as JSON holds them: risk at each per cent of coverage."""
    risk = np.array(curves.risk)
    return {
        "reliability": [asdict(one) for one in curves.bins],
        "risk by coverage": [(share / 100, risk_at(risk, share / 100)) for share in range(1, 101)] if len(risk) else [],
        "abstain recall by abstain false": curves.silence,
    }


def _kinds(report: Report) -> Table:
    names = [name for name in _BY_KIND if any(name in values for _, values in report.kinds.values())]
    table = Table(**_PLAIN)
    table.add_column("kind", no_wrap=True)
    for title in ("asked", *(_BY_KIND[name] for name in names)):
        table.add_column(title, justify="right", no_wrap=True)
    for kind, (count, values) in report.kinds.items():
        cells = (f"{values[name]:.2f}" if name in values else "" for name in names)
        table.add_row(Text(visible(kind)), str(count), *cells)
    return table


def _stages(stages: Sequence[Stage]) -> Table:
    table = Table(title="What each stage gains: with it, less without it", title_justify="left", **_PLAIN)
    table.add_column("stage", no_wrap=True)
    for title in (*_BY_STAGE.values(), "costs ms"):
        table.add_column(title, justify="right", no_wrap=True)
    for stage in stages:
        gains = {one.figure: one for one in stage.gains}
        cells = (_gain(gains[figure]) for figure in _BY_STAGE)
        table.add_row(stage.name, *cells, f"{stage.milliseconds:.1f}")
    return table


def _gain(gain: Gain) -> str:
    bounds = "" if gain.low is None else f"\n{gain.low:+.3f} … {gain.high:+.3f}"
    return f"{gain.value:+.3f}{bounds}"


def _missed(misses: Sequence[Miss], most: int) -> list[str]:
    if not misses:
        return ["", "Nothing was missed."]
    shown = misses[:most]
    some = f", the first {len(shown)} of them" if 0 < len(shown) < len(misses) else ""
    return ["", f"Misses: {len(misses)}{some}", *(line for miss in shown for line in _lines(miss))]


def _lines(miss: Miss) -> list[str]:
    lines = ["", f"{visible(miss.id)} ({visible(miss.kind)}): {visible(miss.question)}"]
    lines += [f"  wrong     {visible(wrong)}" for wrong in miss.wrong]
    lines += [f"  expected  “{_cut(quote)}”" for quote in miss.expected]
    return lines + ([f"  first     “{_cut(miss.first)}”"] if miss.first else [])


def _cut(quote: str) -> str:
    quote = visible(quote)
    return quote if len(quote) <= _LONGEST else quote[: _LONGEST - 1] + "…"
