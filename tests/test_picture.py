"""The picture of a report: well-formed, self-contained, and true to the figures."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from service.commands.picture import drawn
from service.measuring.calibration import Curves
from service.measuring.measures import Bin
from service.measuring.report import Figure, Report

SVG = "{http://www.w3.org/2000/svg}"


def report(name: str, curves: Curves | None) -> Report:
    """A report of nothing but curves."""
    return Report(name, {"calibration error": Figure(0.05)}, {}, (), curves=curves)


CURVES = Curves((Bin(0.4, 0.5, 7, 0.45, 0.5),), (0.0, 0.5), ((0.0, 0.25), (1.0, 1.0)))


def test_each_report_with_curves_has_a_row_of_three_panels() -> None:
    svg = ET.fromstring(drawn([report("a.jsonl", CURVES), report("facts", None), report("b <&> c", CURVES)]))
    words = [one.text for one in svg.iter(f"{SVG}text")]
    assert [one for one in words if one in ("a.jsonl", "facts", "b <&> c")] == ["a.jsonl", "b <&> c"]
    assert words.count("Reliability (error 0.050)") == words.count("Risk and coverage") == 2
    assert words.count("0.25 at 0.2") == 2


def test_points_lie_where_the_figures_are() -> None:
    svg = ET.fromstring(drawn([report("a", CURVES)]))
    risk, silence = (one.get("points") for one in svg.iter(f"{SVG}polyline"))
    assert (risk, silence) == ("130.0,260.0 260.0,130.0", "0.0,195.0 260.0,0.0")
    dot = next(svg.iter(f"{SVG}circle"))
    assert (dot.get("cx"), dot.get("cy")) == ("117.0", "130.0")


def test_nothing_outside_the_file_is_named_in_it() -> None:
    text = drawn([report("a", CURVES)])
    assert "href" not in text
    assert text.count("http") == 1  # the namespace
