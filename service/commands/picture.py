"""Reports drawn as one SVG: how sure against how right, risk against coverage, and what abstaining costs.

Nothing but the standard library is needed, and nothing outside the file is named in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from service.commands.terminal import visible
from service.measuring.calibration import ABSTAIN_FALSE, Curves
from service.measuring.measures import silence_at
from service.measuring.report import Report

#: One panel's side, what is left around it for words, and the height of a report's heading.
_SIDE, _LEFT, _TOP, _BELOW, _HEAD = 260, 64, 34, 52, 40
_WIDTH, _HEIGHT = 3 * (_SIDE + _LEFT) + 24, _HEAD + _TOP + _SIDE + _BELOW
_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #24292f } .title { font-weight: 600; font-size: 13px }
.name { font-weight: 600; font-size: 16px } .grid { stroke: #d0d7de } .ideal { stroke: #8c959f; stroke-dasharray: 4 4 }
.line { stroke: #0969da; stroke-width: 2; fill: none } .bar { fill: #0969da; fill-opacity: 0.25 }
.dot { fill: #0969da } .mark { stroke: #cf222e; stroke-dasharray: 3 3 } .small { font-size: 10px; fill: #57606a }
"""

Point = tuple[float, float]


def drawn(reports: Sequence[Report]) -> str:
    """The SVG, a row for each report that has curves."""
    rows = [(report, report.curves) for report in reports if report.curves]
    svg = ET.Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {_WIDTH} {max(1, len(rows)) * _HEIGHT}",
        "width": str(_WIDTH), "height": str(max(1, len(rows)) * _HEIGHT), "role": "img",
    })  # fmt: skip
    _add(svg, "title", text="Calibration, risk and abstaining")
    _add(svg, "style", text=_STYLE)
    _add(svg, "rect", width="100%", height="100%", fill="#ffffff")
    for number, (report, curves) in enumerate(rows):
        row = _add(svg, "g", transform=f"translate(0 {number * _HEIGHT})")
        _text(row, (16, 26), visible(report.name), "name")
        _draw(row, curves, report)
    ET.indent(svg)
    return ET.tostring(svg, encoding="unicode") + "\n"


def _draw(row: ET.Element, curves: Curves, report: Report) -> None:
    error = report.figures["calibration error"].value
    told = "" if error is None else f" (error {error:.3f})"
    first = _panel(row, 0, f"Reliability{told}", "confidence of the answers given", "share of them right")
    _line(first, (0, 0), (1, 1), "ideal")
    for one in curves.bins:
        (x, y), (end, _) = _at((one.low, one.right)), _at((one.high, 0))
        _add(first, "rect", x=_n(x + 1), y=_n(y), width=_n(end - x - 2), height=_n(_SIDE - y), **{"class": "bar"})
        x, y = _at((one.sure, one.right))
        _add(first, "circle", cx=_n(x), cy=_n(y), r="3.5", **{"class": "dot"})
        _text(first, _at(((one.low + one.high) / 2, 0.02)), str(one.count), "small", "middle")

    second = _panel(row, 1, "Risk and coverage", "share of the answers given, the surest first", "share of them wrong")
    steps = [(place / len(curves.risk), risk) for place, risk in enumerate(curves.risk, 1)]
    _path(second, steps)

    third = _panel(row, 2, "Abstaining", "answerable questions left unanswered", "unanswerable ones left unanswered")
    _line(third, (0, 0), (1, 1), "ideal")
    _path(third, curves.silence)
    found = silence_at(curves.silence, ABSTAIN_FALSE)
    if found is not None:
        _line(third, (ABSTAIN_FALSE, 0), (ABSTAIN_FALSE, 1), "mark")
        _text(third, _at((ABSTAIN_FALSE + 0.02, 0.04)), f"{found:.2f} at {ABSTAIN_FALSE:g}", "small")


def _panel(row: ET.Element, number: int, title: str, across: str, up: str) -> ET.Element:
    """Axes from 0 to 1 with their words."""
    panel = _add(row, "g", transform=f"translate({_LEFT + number * (_SIDE + _LEFT)} {_HEAD + _TOP})")
    _text(panel, (0, -12), title, "title")
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        _line(panel, (tick, 0), (tick, 1), "grid")
        _line(panel, (0, tick), (1, tick), "grid")
        _text(panel, (tick * _SIDE, _SIDE + 16), f"{tick:g}", "small", "middle")
        _text(panel, (-8, (1 - tick) * _SIDE + 4), f"{tick:g}", "small", "end")
    _text(panel, (_SIDE / 2, _SIDE + 36), across, "", "middle")
    label = _text(panel, (0, 0), up, "", "middle")
    label.set("transform", f"translate(-38 {_SIDE / 2}) rotate(-90)")
    return panel


def _at(point: Point) -> Point:
    """Where a point of 0..1 each way lies in a panel."""
    return point[0] * _SIDE, (1 - point[1]) * _SIDE


def _n(number: float) -> str:
    return f"{number:.1f}"


def _add(parent: ET.Element, tag: str, *, text: str | None = None, **given: str) -> ET.Element:
    made = ET.SubElement(parent, tag, given)
    made.text = text
    return made


def _text(parent: ET.Element, at: Point, words: str, style: str, anchor: str = "start") -> ET.Element:
    place = {"x": _n(at[0]), "y": _n(at[1]), "text-anchor": anchor}
    return _add(parent, "text", text=words, **place, **({"class": style} if style else {}))


def _line(parent: ET.Element, start: Point, end: Point, style: str) -> None:
    (x1, y1), (x2, y2) = _at(start), _at(end)
    _add(parent, "line", x1=_n(x1), y1=_n(y1), x2=_n(x2), y2=_n(y2), **{"class": style})


def _path(parent: ET.Element, points: Sequence[Point]) -> None:
    if points:
        told = " ".join(",".join(map(_n, _at(point))) for point in points)
        _add(parent, "polyline", points=told, **{"class": "line"})
