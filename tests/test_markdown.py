"""Markdown is read as a person reads the page that it makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.formats.markdown import read_markdown

README = Path(__file__).parent / "data" / "gauge-readme.md"


def test_a_readme_reads_as_its_page() -> None:
    marked = read_markdown(README.read_text("utf-8"))
    assert marked.title == "Gauge"
    assert marked.text == (
        "Gauge\n\n"
        "build Gauge reads tide sensors and writes their levels to a file. "
        "It needs Python 3.11 or newer.\n\n"
        "Install\n\n"
        "1. Clone the repository.\n2. Run `make install`:\n  make install\n  gauge --version\n"
        "3. Plug in a sensor.\n\n"
        "Settings\n\n"
        "Name | Default | Meaning\n"
        "`PORT` | 8080 | where the page is served\n"
        "`INTERVAL` | 360 | seconds between two readings\n\n"
        "Supported sensors:\n\n"
        "* VEGA C11\n* Ott RLS\n  - needs firmware 2.4\n  - has no heater\n"
        "* any sensor that speaks Modbus\n\n"
        "Time zones\n\n"
        "Levels are written in UTC. "
        "A reading that falls into the hour that a clock change skips¹ is kept.\n"
        "See https://www.iana.org/time-zones for the names & rules.\n\n"
        "Limits\n\n"
        "Gauge keeps 30 days of levels*; older ones are deleted at midnight."
    )


def test_headings_keep_their_level_and_exact_place() -> None:
    marked = read_markdown(README.read_text("utf-8"))
    assert [(h.level, h.text) for h in marked.headings] == [
        (1, "Gauge"),
        (2, "Install"),
        (2, "Settings"),
        (3, "Time zones"),
        (2, "Limits"),
    ]
    assert all(h.span.of(marked.text) == h.text for h in marked.headings)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            'A [link](https://a.b "t"), `code`, **bold**, *it*, ~~no~~ and <b>tags</b>.',
            "A link, `code`, bold, it, no and tags.",
        ),
        ("<https://a.b/c> and https://d.e", "https://a.b/c and https://d.e"),
        ("![The lock at dawn](lock.jpg)", "The lock at dawn"),
        ("[![b](c)](d) [![e f](g)](h)", ""),
        ("one <!-- not this --> two", "one two"),
        ("<!-- a\nb -->\n\nKept.", "Kept."),
        ("one\ntwo\nthree  \nfour", "one two three\nfour"),
        ("> quoted\n> words", "quoted words"),
        ("    indented\n      code", "indented\n  code"),
        ("3. three\n3. four", "3. three\n4. four"),
        ("- a\n\n  more of a\n- b", "- a\n\nmore of a\n- b"),
        ("10<sup>6</sup> m<sup>2</sup>", "10⁶ m²"),
        ("&copy; &lt;p&gt; \\*", "© <p> *"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("- [Ebb](#ebb)\n  1. [Low](#low)\n- [Flood](#flood)\n\nThey alternate.", "They alternate."),
        ("- [Ebb](#ebb) falls\n- [Low](#low)\n- [Flood](#flood)", "- Ebb falls\n- Low\n- Flood"),
        ("<p align=center>In the <b>middle</b></p>\n\n<h2>Part</h2>", "In the middle\n\nPart"),
    ],
)
def test_marks_go_and_words_stay(source: str, text: str) -> None:
    assert read_markdown(source).text == text


def test_a_heading_goes_without_the_marks_of_its_code() -> None:
    marked = read_markdown("# Use `make`\n\nRun ``a`b`` or `c`.")
    assert (marked.title, marked.text) == ("Use make", "Use make\n\nRun ``a`b`` or `c`.")


def test_front_matter_gives_the_title_and_goes() -> None:
    marked = read_markdown("---\ntitle: 'The Tides'\ntags:\n  - sea\n---\n\nThey ebb.")
    assert (marked.title, marked.text) == ("The Tides", "They ebb.")
    assert read_markdown("---\n\nNot front matter.\n\n---\n\nProse.").text == "Not front matter.\n\nProse."


def test_the_title_is_the_first_heading_of_the_outermost_level() -> None:
    assert read_markdown("## Small\n\na\n\n# Large\n\nb\n\n# Last").title == "Large"
    assert read_markdown("No heading.").title is None


def test_a_paragraph_in_bold_is_a_heading_and_bold_words_before_prose_run_in() -> None:
    marked = read_markdown("# Tides\n\n**Neap tides**\n\nThey are low.\n\n**Spring tides.** They are high at new moon.")
    assert [(h.level, h.text, h.run_in) for h in marked.headings] == [
        (1, "Tides", False),
        (2, "Neap tides", False),
        (3, "Spring tides", True),
    ]
    assert marked.text.endswith("\n\nSpring tides. They are high at new moon.")


def test_badges_in_a_heading_are_left_out() -> None:
    badge = "[![Build status](https://a.example/b.svg)](https://a.example)"
    marked = read_markdown(f"# lamps {badge} {badge}\n\nTwelve lamps.")
    assert (marked.title, marked.headings[0].text) == ("lamps", "lamps")
    assert read_markdown(f"# {badge}\n\nTwelve lamps.").title == "Build status"
